/// A decoder without input: it notes what is asked and answers with placeholders.
struct RecordingDecoder: Decoder {
  let sheet: RecordingSheet
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(RecordingObject<Key>(sheet: sheet))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw sheet.refusal("a list by hand")
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    RecordingSingleValue(sheet: sheet)
  }
}

/// The questions an object asks, one for each of its members.
private struct RecordingObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let sheet: RecordingSheet
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool {
    sheet.noteOptional(key.stringValue)
    return true
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    sheet.noteNullable(key.stringValue)
    return false
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try sheet.required(type, key.stringValue)
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try sheet.absent(type, key.stringValue)
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try sheet.required(type, key.stringValue) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try sheet.required(type, key.stringValue) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try sheet.required(type, key.stringValue) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try sheet.required(type, key.stringValue) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try sheet.absent(type, key.stringValue) }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try sheet.absent(type, key.stringValue)
  }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    try sheet.absent(type, key.stringValue)
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try sheet.absent(type, key.stringValue) }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw sheet.refusal("a Float") }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { throw sheet.refusal("an Int8") }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { throw sheet.refusal("an Int16") }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { throw sheet.refusal("an Int32") }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { throw sheet.refusal("an Int64") }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { throw sheet.refusal("a UInt") }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { throw sheet.refusal("a UInt8") }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { throw sheet.refusal("a UInt16") }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { throw sheet.refusal("a UInt32") }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { throw sheet.refusal("a UInt64") }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    throw sheet.refusal("a nested object by hand")
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw sheet.refusal("a nested list by hand")
  }

  func superDecoder() throws -> any Decoder { throw sheet.refusal("through a super decoder") }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw sheet.refusal("through a super decoder") }
}

/// The question of a type that is one value and nothing else.
private struct RecordingSingleValue: SingleValueDecodingContainer {
  let sheet: RecordingSheet
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try sheet.single(type) }
  func decode(_ type: Bool.Type) throws -> Bool { try sheet.single(type) }
  func decode(_ type: String.Type) throws -> String { try sheet.single(type) }
  func decode(_ type: Double.Type) throws -> Double { try sheet.single(type) }
  func decode(_ type: Int.Type) throws -> Int { try sheet.single(type) }

  func decode(_ type: Float.Type) throws -> Float { throw sheet.refusal("a Float") }
  func decode(_ type: Int8.Type) throws -> Int8 { throw sheet.refusal("an Int8") }
  func decode(_ type: Int16.Type) throws -> Int16 { throw sheet.refusal("an Int16") }
  func decode(_ type: Int32.Type) throws -> Int32 { throw sheet.refusal("an Int32") }
  func decode(_ type: Int64.Type) throws -> Int64 { throw sheet.refusal("an Int64") }
  func decode(_ type: UInt.Type) throws -> UInt { throw sheet.refusal("a UInt") }
  func decode(_ type: UInt8.Type) throws -> UInt8 { throw sheet.refusal("a UInt8") }
  func decode(_ type: UInt16.Type) throws -> UInt16 { throw sheet.refusal("a UInt16") }
  func decode(_ type: UInt32.Type) throws -> UInt32 { throw sheet.refusal("a UInt32") }
  func decode(_ type: UInt64.Type) throws -> UInt64 { throw sheet.refusal("a UInt64") }
}
