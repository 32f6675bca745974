/// What can go wrong between us and PostgreSQL. Its texts are for the log, never for a client.
public enum PostgresError: Error, Equatable, Sendable {
  /// The server refused a statement: its five-letter SQLSTATE, its primary message, and the constraint it named.
  case refused(state: String, message: String, constraint: String?)
  /// The connection broke before the answer came; whether the statement took effect is not known.
  case lost(String)
  /// There is no connection and none can be had.
  case unavailable(String)
  /// Every connection was busy for as long as a caller may wait, or too many wait already.
  case poolExhausted
  /// A text with NUL, which PostgreSQL cannot hold.
  case invalidText

  /// The SQLSTATE, where the server gave one.
  public var state: String? {
    if case .refused(let state, _, _) = self { state } else { nil }
  }

  /// What happened, in a line for the operator.
  public var explanation: String {
    switch self {
    case .refused(let state, let message, _): "\(message) (SQLSTATE \(state))"
    case .lost(let reason): "the connection was lost: \(reason)"
    case .unavailable(let reason): "no connection: \(reason)"
    case .poolExhausted: "every connection is busy"
    case .invalidText: "a text holds NUL"
    }
  }

  /// Whether the connection must not be used again.
  var endsSession: Bool {
    switch self {
    case .lost: true
    // A statement that writes reached a server that became a standby: find the new primary.
    case .refused(let state, _, _): state.hasPrefix("57P0") || state == "25006"
    case .unavailable, .poolExhausted, .invalidText: false
    }
  }
}

/// A column that was not what its reader expects.
public struct ColumnError: Error, CustomStringConvertible, Sendable {
  public let column: String
  public let reason: String

  public init(column: String, reason: String) {
    self.column = column
    self.reason = reason
  }

  public var description: String { "column \(column): \(reason)" }
}
