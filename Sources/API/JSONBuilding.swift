import JSON

extension JSONValue {
  /// A whole number.
  static func integer(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }

  /// An object with its members in the order given.
  static func record(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }

  /// What an encodable value is in JSON.
  static func encoding(_ value: some Encodable) throws -> JSONValue {
    try JSONParser.parse(JSONWriter.encode(value))
  }
}
