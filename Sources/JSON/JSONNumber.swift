/// A JSON number as it was written (RFC 8259 §6), so that nothing is lost before somebody asks for a Swift type.
///
/// Two numbers are equal when they are written alike: `1` and `1.0` are not.
public struct JSONNumber: Sendable, Equatable {
  /// The literal, in the grammar of RFC 8259; never one that overflows a `Double`.
  public let text: String

  /// A literal that has already been checked.
  init(checked text: String) {
    self.text = text
  }

  /// The literal of an integer.
  public init(_ integer: Int) {
    text = String(integer)
  }

  /// The shortest literal that reads back as `value`; nil for infinities and NaN, which JSON cannot write.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    var literal = TextBuffer(capacity: 32)
    literal.append(value)
    text = String(decoding: literal.bytes, as: UTF8.self)
  }

  /// The value of an integer literal that fits; nil for a literal with a fraction or an exponent, even `1.0`.
  public var int: Int? {
    integer(as: Int.self)
  }

  /// The nearest `Double`; always finite.
  public var double: Double {
    // The text was checked when it was made: there is always a value.
    Double(text) ?? .nan
  }

  /// The value of an integer literal in any integer type; nil when it has a fraction or an exponent, or does not fit.
  func integer<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
    // The grammar leaves no leading plus sign, which this initialiser would take.
    Integer(text)
  }

  /// Whether the literal has neither a fraction nor an exponent.
  var isInteger: Bool {
    text.utf8.allSatisfy { $0 != Byte.dot && $0 | 0x20 != Byte.lowerE }
  }
}
