/// A value on its way to PostgreSQL.
public enum Parameter: Sendable, Hashable {
  case null
  /// In PostgreSQL's text form; the server takes the type from where it stands in the statement.
  case text(String)
  /// A `bytea`, in binary form.
  case bytes([UInt8])
}

/// A type whose values can be bound in a statement.
public protocol Bindable {
  var parameter: Parameter { get }
}

extension String: Bindable {
  public var parameter: Parameter { .text(self) }
}

extension Int: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Int64: Bindable {
  public var parameter: Parameter { .text(String(self)) }
}

extension Double: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Bool: Bindable {
  public var parameter: Parameter { .text(self ? "t" : "f") }
}

extension [UInt8]: Bindable {
  public var parameter: Parameter { .bytes(self) }
}

/// A one-dimensional array parameter (`text[]`, `uuid[]`, `int[]` …).
public struct ArrayParameter: Bindable {
  private let elements: [String?]

  /// Elements in their text form; nil is NULL.
  public init(_ elements: [String?]) {
    self.elements = elements
  }

  /// An array literal with every element quoted (PostgreSQL manual §8.15.2).
  public var parameter: Parameter {
    var literal = "{"
    for (index, element) in elements.enumerated() {
      if index > 0 { literal += "," }
      guard let element else {
        literal += "NULL"
        continue
      }
      literal += "\""
      for character in element.unicodeScalars {
        if character == "\"" || character == "\\" { literal += "\\" }
        literal.unicodeScalars.append(character)
      }
      literal += "\""
    }
    return .text(literal + "}")
  }
}
