/// A statement made by string interpolation that only binds: `"SELECT 1 WHERE id = \(id)"` is `$1` and a parameter.
///
/// There is no way to splice a value into the text; a part of a statement is itself an `SQL`, with its parameters.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// The text between the parameters: always one piece more than there are parameters.
  private(set) var pieces: [String]
  public private(set) var parameters: [Parameter]
  /// Whether it is worth keeping as a prepared statement; false for `BEGIN` and its like.
  private(set) var isPreparable = true

  public init(stringLiteral value: StaticString) {
    pieces = [value.description]
    parameters = []
  }

  public init(stringInterpolation: StringInterpolation) {
    pieces = stringInterpolation.pieces
    parameters = stringInterpolation.parameters
  }

  /// A statement sent unprepared: transaction control and settings.
  static func utility(_ text: StaticString) -> SQL {
    var sql = SQL(stringLiteral: text)
    sql.isPreparable = false
    return sql
  }

  /// The statement as it is sent, with `$1`, `$2` … where the parameters stand.
  public var text: String {
    var text = pieces[0]
    for (index, piece) in pieces.dropFirst().enumerated() {
      text += "$"
      text += String(index + 1)
      text += piece
    }
    return text
  }

  /// Puts another statement, or a part of one, behind this one.
  public mutating func append(_ other: SQL) {
    pieces[pieces.count - 1] += other.pieces[0]
    pieces.append(contentsOf: other.pieces.dropFirst())
    parameters.append(contentsOf: other.parameters)
  }

  public static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum.append(right)
    return sum
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces = [""]
    fileprivate var parameters: [Parameter] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(interpolationCount + 1)
      parameters.reserveCapacity(interpolationCount)
    }

    public mutating func appendLiteral(_ literal: StaticString) {
      pieces[pieces.count - 1] += literal.description
    }

    /// Binds a value.
    public mutating func appendInterpolation(_ value: some Bindable) {
      pieces.append("")
      parameters.append(value.parameter)
    }

    /// Binds a value, or NULL.
    public mutating func appendInterpolation(_ value: (some Bindable)?) {
      pieces.append("")
      parameters.append(value?.parameter ?? .null)
    }

    /// Puts a part of a statement in its place, with its parameters.
    public mutating func appendInterpolation(_ part: SQL) {
      pieces[pieces.count - 1] += part.pieces[0]
      pieces.append(contentsOf: part.pieces.dropFirst())
      parameters.append(contentsOf: part.parameters)
    }
  }
}

extension [SQL] {
  /// The parts one after another with a separator between them, such as `" AND "`.
  public func joined(by separator: SQL) -> SQL {
    guard var whole = first else { return "" }
    for part in dropFirst() {
      whole.append(separator)
      whole.append(part)
    }
    return whole
  }
}
