/// The encoder of one value, and its single-value container: everything goes straight into the text.
struct SlotEncoder: Encoder, SingleValueEncodingContainer {
  let text: EncodedText
  let slot: EncodedText.Slot

  var codingPath: [any CodingKey] { text.codingPath(of: slot) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    text.open(slot, isObject: true)
    return KeyedEncodingContainer(MemberEncoding(text: text, slot: slot))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    text.open(slot, isObject: false)
    return ElementEncoding(text: text, slot: slot)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    self
  }

  func encodeNil() throws {
    try text.fill(slot) { $0.append(literal: "null") }
  }

  func encode(_ value: Bool) throws {
    try text.fill(slot) { $0.append(value) }
  }

  func encode(_ value: String) throws {
    try text.fill(slot) { $0.append(value) }
  }

  func encode(_ value: Double) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: nil) }
    try text.fill(slot) { $0.append(value) }
  }

  func encode(_ value: Float) throws {
    guard value.isFinite else { throw text.notFinite(value, in: slot, key: nil) }
    try text.fill(slot) { $0.append(value) }
  }

  @inline(__always)  // into the witnesses, so that each integer type has code of its own
  func encode<Integer: FixedWidthInteger & Encodable>(_ value: Integer) throws {
    try text.fill(slot) { $0.append(value) }
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    try text.fill(slot, with: value)
  }
}
