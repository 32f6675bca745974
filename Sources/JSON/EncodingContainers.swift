/// The members of one object, written as they come.
struct MemberEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let text: EncodedText
  let slot: EncodedText.Slot

  var codingPath: [any CodingKey] { text.codingPath(of: slot) }

  mutating func encodeNil(forKey key: Key) throws {
    try text.append(to: slot, name: key.stringValue) { $0.append(literal: "null") }
  }

  mutating func encode(_ value: Bool, forKey key: Key) throws {
    try text.append(to: slot, name: key.stringValue) { $0.append(value) }
  }

  mutating func encode(_ value: String, forKey key: Key) throws {
    try text.append(to: slot, name: key.stringValue) { $0.append(value) }
  }

  mutating func encode(_ value: Double, forKey key: Key) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: key) }
    try text.append(to: slot, name: key.stringValue) { $0.append(value) }
  }

  mutating func encode(_ value: Float, forKey key: Key) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: key) }
    try text.append(to: slot, name: key.stringValue) { $0.append(value) }
  }

  @inline(__always)  // into the witnesses, so that each integer type has code of its own
  mutating func encode<Integer: FixedWidthInteger & Encodable>(_ value: Integer, forKey key: Key) throws {
    try text.append(to: slot, name: key.stringValue) { $0.append(value) }
  }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try text.advance(slot, name: key.stringValue)
    try text.place(value, key: key)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(forKey: key).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(forKey: key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    encoder(forKey: MemberName("super"))
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    encoder(forKey: key)
  }

  private func encoder(forKey key: some CodingKey) -> SlotEncoder {
    SlotEncoder(text: text, slot: text.makeSlot(in: slot, name: key.stringValue, key: key))
  }
}

/// The elements of one array, written as they come.
struct ElementEncoding: UnkeyedEncodingContainer {
  let text: EncodedText
  let slot: EncodedText.Slot
  private(set) var count = 0

  init(text: EncodedText, slot: EncodedText.Slot) {
    self.text = text
    self.slot = slot
  }

  var codingPath: [any CodingKey] { text.codingPath(of: slot) }

  mutating func encodeNil() throws {
    try append { $0.append(literal: "null") }
  }

  mutating func encode(_ value: Bool) throws {
    try append { $0.append(value) }
  }

  mutating func encode(_ value: String) throws {
    try append { $0.append(value) }
  }

  mutating func encode(_ value: Double) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: ElementIndex(count)) }
    try append { $0.append(value) }
  }

  mutating func encode(_ value: Float) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: ElementIndex(count)) }
    try append { $0.append(value) }
  }

  @inline(__always)  // into the witnesses, so that each integer type has code of its own
  mutating func encode<Integer: FixedWidthInteger & Encodable>(_ value: Integer) throws {
    try append { $0.append(value) }
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try text.advance(slot, name: nil)
    try text.place(value, key: ElementIndex(count))
    count += 1
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    nextEncoder().container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    nextEncoder().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    nextEncoder()
  }

  private mutating func append(_ write: (inout TextBuffer) -> Void) throws {
    try text.append(to: slot, name: nil, write)
    count += 1
  }

  private mutating func nextEncoder() -> SlotEncoder {
    defer { count += 1 }
    return SlotEncoder(text: text, slot: text.makeSlot(in: slot, name: nil, key: ElementIndex(count)))
  }
}
