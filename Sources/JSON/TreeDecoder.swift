/// The decoder of one value of a tree, and its single-value container.
struct TreeDecoder: Decoder, SingleValueDecodingContainer {
  let value: JSONValue
  /// The way to the container around the value.
  let path: CodingPath?
  /// The key under which the value stands there; nil for the outermost value.
  let key: (any CodingKey)?
  let userInfo: [CodingUserInfoKey: Any]

  var codingPath: [any CodingKey] { pathWithin?.keys ?? [] }

  /// The way to what lies in the value.
  private var pathWithin: CodingPath? {
    key.map { CodingPath(outer: path, key: $0) } ?? path
  }

  // MARK: Decoder

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let object) = value else { throw mismatch([String: JSONValue].self, expected: "an object") }
    return KeyedDecodingContainer(MemberDecoding(members: object.members, path: pathWithin, userInfo: userInfo))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch([JSONValue].self, expected: "an array") }
    return ElementDecoding(elements: elements, path: pathWithin, userInfo: userInfo)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    self
  }

  // MARK: Single values

  func decodeNil() -> Bool {
    value == .null
  }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let bool) = value else { throw mismatch(type, expected: "true or false") }
    return bool
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let string) = value else { throw mismatch(type, expected: "a string") }
    return string
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard case .number(let number) = value else { throw mismatch(type, expected: "a number") }
    return number.double
  }

  func decode(_ type: Float.Type) throws -> Float {
    guard case .number(let number) = value else { throw mismatch(type, expected: "a number") }
    guard let float = Float(number.text), float.isFinite else { throw corrupted("The number is too large.") }
    return float
  }

  func decode<Integer: FixedWidthInteger & Decodable>(_ type: Integer.Type) throws -> Integer {
    guard case .number(let number) = value else { throw mismatch(type, expected: "a whole number") }
    if let integer = number.integer(as: type) { return integer }
    throw corrupted(
      number.isInteger
        ? "The number is out of range." : "A whole number was expected, without a fraction or an exponent.")
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: self)
  }

  // MARK: Errors

  private func mismatch(_ type: any Any.Type, expected: String) -> DecodingError {
    let found: String
    switch value {
    case .null:
      return .valueNotFound(type, context("A value was expected here (\(expected)), and this is null."))
    case .bool(let bool): found = bool ? "true" : "false"
    case .number: found = "a number"
    case .string: found = "a string"
    case .array: found = "an array"
    case .object: found = "an object"
    }
    return .typeMismatch(type, context("The value must be \(expected), and this is \(found)."))
  }

  private func corrupted(_ reason: String) -> DecodingError {
    .dataCorrupted(context(reason))
  }

  private func context(_ reason: String) -> DecodingError.Context {
    DecodingError.Context(codingPath: codingPath, debugDescription: reason)
  }
}
