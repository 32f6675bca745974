import JSON

/// The shape of a single value: what it is in JSON, how it is written, and the check that enforces it.
///
/// The documentation and the check are read from the same value, so they cannot drift apart.
public struct ValueSchema: Sendable {
  /// The JSON type of a value (JSON Schema 2020-12, Validation §6.1.1).
  public enum Kind: String, Sendable {
    case string, integer, number, boolean
  }

  /// What it is in JSON.
  public let kind: Kind
  /// What the value is in words that follow "must be", for example `a date, such as 2026-02-16`.
  public let words: String
  /// A `format` of JSON Schema, for example `date` or `uuid`.
  public let format: String?
  /// A regular expression (ECMA-262) that describes the text; the check itself is `accepts`.
  public let pattern: String?
  /// The only values there are.
  public let choices: [JSONValue]?
  /// The smallest number, or the fewest Unicode code points of a text.
  public let minimum: Int?
  /// The largest number, or the most Unicode code points of a text.
  public let maximum: Int?
  let accepts: (@Sendable (String) -> Bool)?
  /// A value that shows a form which words alone do not.
  private(set) var example: JSONValue?

  /// Text of a form of its own.
  public static func text(
    _ words: String, format: String? = nil, pattern: String? = nil, length: ClosedRange<Int>? = nil,
    accepts: (@Sendable (String) -> Bool)? = nil
  ) -> ValueSchema {
    ValueSchema(
      kind: .string, words: words, format: format, pattern: pattern, choices: nil,
      minimum: length.flatMap { $0.lowerBound == 0 ? nil : $0.lowerBound }, maximum: length?.upperBound,
      accepts: accepts)
  }

  /// A whole number, within a range where one is given.
  public static func integer(_ range: ClosedRange<Int>? = nil) -> ValueSchema {
    ValueSchema(
      kind: .integer, words: "a whole number", format: nil, pattern: nil, choices: nil, minimum: range?.lowerBound,
      maximum: range?.upperBound, accepts: nil)
  }

  /// Any finite number.
  public static let number = ValueSchema(
    kind: .number, words: "a number", format: nil, pattern: nil, choices: nil, minimum: nil, maximum: nil,
    accepts: nil)

  /// True or false.
  public static let boolean = ValueSchema(
    kind: .boolean, words: "true or false", format: nil, pattern: nil, choices: nil, minimum: nil, maximum: nil,
    accepts: nil)

  /// One of a few words.
  public static func choice(of words: [String]) -> ValueSchema {
    ValueSchema(
      kind: .string, words: "one of " + words.joined(separator: ", "), format: nil, pattern: nil,
      choices: words.map { .string($0) }, minimum: nil, maximum: nil, accepts: nil)
  }

  /// One of a few whole numbers.
  public static func choice(of numbers: [Int]) -> ValueSchema {
    ValueSchema(
      kind: .integer, words: "one of " + numbers.map(String.init).joined(separator: ", "), format: nil, pattern: nil,
      choices: numbers.map { .integer($0) }, minimum: nil, maximum: nil, accepts: nil)
  }
}

extension ValueSchema {
  /// The same schema with an example, where there is a form to show.
  func showing(_ example: some SchemaValue) -> ValueSchema {
    guard format != nil || pattern != nil || accepts != nil else { return self }
    var schema = self
    schema.example = try? JSONValue.encoding(example)
    return schema
  }

  /// What is wrong with a value, or nil.
  func fault(in value: JSONValue) -> (code: Fault.Code, detail: String)? {
    switch (kind, value) {
    case (.string, .string(let text)): fault(in: text)
    case (.integer, .number(let number)):
      if let integer = number.int { fault(in: integer) } else { (.wrongType, "must be \(words)") }
    case (.number, .number), (.boolean, .bool): nil
    default: (.wrongType, "must be \(words)")
    }
  }

  private func fault(in text: String) -> (code: Fault.Code, detail: String)? {
    if let choices {
      return choices.contains(.string(text)) ? nil : (.notListed, "must be \(words)")
    }
    if text.utf8.contains(0) { return (.malformed, "must not contain the character U+0000") }
    if minimum != nil || maximum != nil {
      let count = text.unicodeScalars.count
      if let minimum, count < minimum { return (.tooShort, "must have at least \(minimum) characters") }
      if let maximum, count > maximum { return (.tooLong, "must have at most \(maximum) characters") }
    }
    if let accepts, !accepts(text) { return (.malformed, "must be \(words)") }
    return nil
  }

  private func fault(in integer: Int) -> (code: Fault.Code, detail: String)? {
    if let choices, !choices.contains(.integer(integer)) { return (.notListed, "must be \(words)") }
    if let minimum, integer < minimum { return (.outOfRange, "must be \(minimum) or more") }
    if let maximum, integer > maximum { return (.outOfRange, "must be \(maximum) or less") }
    return nil
  }

  /// Reads the text of a parameter as a value of this kind; nil when it is not written as one.
  func value(of text: String) -> JSONValue? {
    switch kind {
    case .string: return .string(text)
    case .boolean: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .integer, .number:
      guard !text.utf8.contains(where: \.isBlank), case .number(let number)? = try? JSONParser.parse(Array(text.utf8))
      else { return nil }
      return .number(number)
    }
  }
}

extension UInt8 {
  /// White space as JSON has it (RFC 8259 §2).
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
