/// A value with exactly one written form: it reads itself from text, refuses what is not its form, and writes itself.
///
/// In JSON such a value is a single string. Reading a wrong one throws `DecodingError.dataCorrupted`, whose
/// description is `expectation`.
public protocol TextValue: Hashable, Sendable, Codable, LosslessStringConvertible {
  /// What a right text looks like, as a noun phrase for messages: "a date of the form YYYY-MM-DD".
  static var expectation: String { get }

  /// Reads the whole of `text`, which is UTF-8; nil when it is not this value's form.
  init?(utf8 text: Span<UInt8>)
}

extension TextValue {
  /// Reads the whole of `text`; nil when it is not this value's form.
  public init?(_ text: String) {
    self.init(utf8: text.utf8.span)
  }

  /// Reads the whole of `bytes`, which are UTF-8; nil when they are not this value's form.
  public init?(_ bytes: [UInt8]) {
    self.init(utf8: bytes.span)
  }

  /// Reads a single string; throws `DecodingError.dataCorrupted` when it is not this value's form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "Expected \(Self.expectation).")
    }
    self = value
  }

  /// Writes a single string, the same as `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
