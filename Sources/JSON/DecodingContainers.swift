/// The members of one object.
struct MemberDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let members: [JSONObject.Member]
  private let path: CodingPath?
  private let userInfo: [CodingUserInfoKey: Any]
  /// Where each name stands; empty for a small object, which is quicker to search.
  private let places: [String: Int]

  /// Up to this many members are searched one by one.
  private static var membersSearched: Int { 16 }

  init(members: [JSONObject.Member], path: CodingPath?, userInfo: [CodingUserInfoKey: Any]) {
    self.members = members
    self.path = path
    self.userInfo = userInfo
    places =
      members.count <= Self.membersSearched
      ? [:] : Dictionary(zip(members.lazy.map(\.key), members.indices)) { first, _ in first }
  }

  var codingPath: [any CodingKey] { path?.keys ?? [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool {
    value(of: key.stringValue) != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    try decoder(forKey: key).decodeNil()
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try decoder(forKey: key).decode(type)
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try decoder(forKey: key).decode(type)
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try decoder(forKey: key).decode(type)
  }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try decoder(forKey: key).decode(type)
  }

  func decode<Integer: FixedWidthInteger & Decodable>(_ type: Integer.Type, forKey key: Key) throws -> Integer {
    try decoder(forKey: key).decode(type)
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder(forKey: key).decode(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try decoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    try decoder(forKey: MemberName("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    try decoder(forKey: key)
  }

  private func value(of name: String) -> JSONValue? {
    if members.count <= Self.membersSearched {
      return members.first { $0.key == name }?.value
    }
    return places[name].map { members[$0].value }
  }

  private func decoder(forKey key: some CodingKey) throws -> TreeDecoder {
    guard let value = value(of: key.stringValue) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "A required member is missing."))
    }
    return TreeDecoder(value: value, path: path, key: key, userInfo: userInfo)
  }
}

/// The elements of one array, in turn.
struct ElementDecoding: UnkeyedDecodingContainer {
  private let elements: [JSONValue]
  private let path: CodingPath?
  private let userInfo: [CodingUserInfoKey: Any]
  private(set) var currentIndex = 0

  init(elements: [JSONValue], path: CodingPath?, userInfo: [CodingUserInfoKey: Any]) {
    self.elements = elements
    self.path = path
    self.userInfo = userInfo
  }

  var codingPath: [any CodingKey] { path?.keys ?? [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  mutating func decodeNil() throws -> Bool {
    let isNull = try decoder(of: Never?.self).decodeNil()
    if isNull { currentIndex += 1 }
    return isNull
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool {
    try take(type) { try $0.decode(type) }
  }

  mutating func decode(_ type: String.Type) throws -> String {
    try take(type) { try $0.decode(type) }
  }

  mutating func decode(_ type: Double.Type) throws -> Double {
    try take(type) { try $0.decode(type) }
  }

  mutating func decode(_ type: Float.Type) throws -> Float {
    try take(type) { try $0.decode(type) }
  }

  mutating func decode<Integer: FixedWidthInteger & Decodable>(_ type: Integer.Type) throws -> Integer {
    try take(type) { try $0.decode(type) }
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try take(type) { try $0.decode(type) }
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try take(JSONObject.self) { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take([JSONValue].self) { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder {
    try take(JSONValue.self) { $0 }
  }

  /// Decodes the next element and steps past it; an element that cannot be decoded stays the next one.
  private mutating func take<Value>(_ type: any Any.Type, _ decode: (TreeDecoder) throws -> Value) throws -> Value {
    let value = try decode(decoder(of: type))
    currentIndex += 1
    return value
  }

  private func decoder(of type: any Any.Type) throws -> TreeDecoder {
    guard !isAtEnd else {
      let path = codingPath + [ElementIndex(currentIndex)]
      throw DecodingError.valueNotFound(
        type, DecodingError.Context(codingPath: path, debugDescription: "The array has no more elements."))
    }
    return TreeDecoder(
      value: elements[currentIndex], path: path, key: ElementIndex(currentIndex), userInfo: userInfo)
  }
}
