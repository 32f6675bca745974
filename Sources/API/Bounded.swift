/// Text of at least `Fewest` and at most `Most` Unicode code points.
public struct BoundedText<let Fewest: Int, let Most: Int>: SchemaValue, Hashable {
  /// The text, within its bounds.
  public let text: String

  /// Nil when the text is too short, too long, or holds U+0000, which PostgreSQL cannot store.
  public init?(_ text: String) {
    let count = text.unicodeScalars.count
    guard count >= Fewest, count <= Most, !text.utf8.contains(0) else { return nil }
    self.text = text
  }

  public static var schema: ValueSchema { .text("text", length: Fewest...Most) }

  public static var example: Self {
    let sample = "text"
    return Self(unchecked: String(repeating: sample, count: (Fewest + 3) / 4 + (Fewest == 0 ? 1 : 0)))
  }

  private init(unchecked text: String) {
    self.text = String(text.prefix(Most))
  }

  /// Throws `DecodingError.dataCorrupted` outside the bounds.
  public init(from decoder: any Decoder) throws {
    let text = try String(from: decoder)
    guard let value = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not \(Fewest) to \(Most) characters"))
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    try text.encode(to: encoder)
  }
}

/// A whole number from `Least` to `Greatest`.
public struct BoundedInteger<let Least: Int, let Greatest: Int>: SchemaValue, Hashable {
  /// The number, within its bounds.
  public let number: Int

  /// Nil when the number is outside the bounds.
  public init?(_ number: Int) {
    guard number >= Least, number <= Greatest else { return nil }
    self.number = number
  }

  public static var schema: ValueSchema { .integer(Least...Greatest) }

  public static var example: Self { Self(unchecked: Least) }

  private init(unchecked number: Int) {
    self.number = number
  }

  /// Throws `DecodingError.dataCorrupted` outside the bounds.
  public init(from decoder: any Decoder) throws {
    let number = try Int(from: decoder)
    guard let value = Self(number) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not from \(Least) to \(Greatest)"))
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    try number.encode(to: encoder)
  }
}

/// A list of at least `Fewest` and at most `Most` elements.
public struct BoundedList<Element: Codable & Sendable, let Fewest: Int, let Most: Int>: Codable, Sendable {
  /// The elements, no fewer and no more than allowed.
  public let elements: [Element]

  /// Nil when there are too few or too many.
  public init?(_ elements: [Element]) {
    guard elements.count >= Fewest, elements.count <= Most else { return nil }
    self.elements = elements
  }

  /// Throws `DecodingError.dataCorrupted` outside the bounds.
  public init(from decoder: any Decoder) throws {
    let elements = try [Element](from: decoder)
    guard let value = Self(elements) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not \(Fewest) to \(Most) elements"))
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    try elements.encode(to: encoder)
  }
}

extension BoundedList: SelfRecording {
  static func record(in recorder: SchemaRecorder) throws -> SchemaNode {
    .list(of: try recorder.node(Element.self), fewest: Fewest, most: Most)
  }

  static func placeholder(in recorder: SchemaRecorder) throws -> Self {
    Self(unchecked: [])
  }

  private init(unchecked elements: [Element]) {
    self.elements = elements
  }
}
