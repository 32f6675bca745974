/// The one JSON writer of this service: compact, in the order given, escaping only what RFC 8259 §7 demands.
public enum JSONWriter {
  /// The text of a tree.
  public static func bytes(of value: JSONValue) -> [UInt8] {
    var text = TextBuffer(capacity: 1024)
    append(value, to: &text)
    return text.bytes
  }

  /// The text of a value, written as it is encoded, without a tree in between.
  ///
  /// Members stand in the order in which they are encoded, dictionaries by rising key. An absent optional is left out
  /// where the value encodes with `encodeIfPresent`, as synthesized code does. A value that encodes nothing is `{}`.
  /// - Throws: `EncodingError` for infinities and NaN, and for containers that are written by turns (a nested one after
  ///   its parent went on); or what the value itself throws. An error that the value catches still fails the whole.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let text = EncodedText()
    try text.place(value, key: nil)
    return try text.finished()
  }

  /// Appends `string` as a JSON string, with its quotation marks.
  public static func append(string: String, into bytes: inout [UInt8]) {
    var string = string
    bytes.append(Byte.quote)
    string.withUTF8 { text in
      StringEscaping.forEachPiece(of: text) { piece in
        bytes.append(addingCapacity: StringEscaping.room(for: piece.count)) { room in
          room.withUnsafeMutableBufferPointer { buffer, filled in
            filled = buffer.baseAddress.map { StringEscaping.write(piece, to: $0) } ?? 0
          }
        }
      }
    }
    bytes.append(Byte.quote)
  }

  private static func append(_ value: JSONValue, to text: inout TextBuffer) {
    switch value {
    case .null: text.append(literal: "null")
    case .bool(let bool): text.append(bool)
    case .number(let number): text.append(number)
    case .string(let string): text.append(string)
    case .array(let elements):
      text.append(Byte.openBracket)
      for (place, element) in elements.enumerated() {
        if place > 0 { text.append(Byte.comma) }
        append(element, to: &text)
      }
      text.append(Byte.closeBracket)
    case .object(let object):
      text.append(Byte.openBrace)
      for (place, member) in object.members.enumerated() {
        if place > 0 { text.append(Byte.comma) }
        text.append(member.key)
        text.append(Byte.colon)
        append(member.value, to: &text)
      }
      text.append(Byte.closeBrace)
    }
  }
}
