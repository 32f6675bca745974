import Postgres

extension PostgresError: ProblemSource {
  /// What a caller may be told of a database error: never its message, the statement or a constraint's name.
  public var problem: Problem {
    switch self {
    case .poolExhausted:
      .unavailable(.poolExhausted, detail: "Every database connection is busy.", retryAfter: 1)
    case .lost, .unavailable:
      .unavailable(.databaseUnavailable, detail: "The database cannot be reached.", retryAfter: 2)
    case .invalidText:
      Problem(.invalid, "A text contains the character U+0000, which cannot be stored.")
    case .refused(let state, _, _):
      PostgresError.problem(ofState: state)
    }
  }

  /// The table of SQLSTATEs (PostgreSQL manual, appendix A) that mean something to a caller.
  private static func problem(ofState state: String) -> Problem {
    switch state {
    case "23505", "23P01": Problem(.conflict, "Something else has this value already.")
    case "23503": Problem(.invalid, "Something that the request names does not exist.")
    case "23502", "23514", "22001", "22003", "22007", "22008", "22P02":
      Problem(.invalid, "A value is outside what may be stored.")
    case "22021", "22P05": Problem(.invalid, "A text contains a character that cannot be stored.")
    case "40001", "40P01": .unavailable(.unavailable, detail: "Others are changing the same records.", retryAfter: 1)
    case "57014", "55P03", "25P03": .unavailable(.databaseTimeout, detail: "The database took too long.", retryAfter: 2)
    case "53300": .unavailable(.poolExhausted, detail: "The database takes no more connections.", retryAfter: 2)
    // A standby, a server that starts or stops, a resource that ran out.
    case "25006", "57P01", "57P02", "57P03", "57P05":
      .unavailable(.databaseUnavailable, detail: "The database is restarting.", retryAfter: 2)
    case let state where state.hasPrefix("08") || state.hasPrefix("53"):
      .unavailable(.databaseUnavailable, detail: "The database cannot be used at the moment.", retryAfter: 2)
    default: Problem(.internalError, "The log has the rest under this request's id.")
    }
  }
}
