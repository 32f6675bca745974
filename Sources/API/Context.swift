import Domain
import Postgres

/// What a handler may use of the world around it; each event loop has its own.
public struct Context: Sendable {
  /// The time. Nothing else tells a handler what time it is, so that every dated rule can be tested on any day.
  public let now: @Sendable () -> Instant
  /// Whether the service can do its work at this moment.
  public let readiness: @Sendable () async -> Readiness
  /// Where handlers log; nothing personal.
  public let log: Log
  /// The database, on the loop of this context.
  public let database: Database
  /// The address clients reach the service at, without a slash at its end.
  public let publicURL: String

  /// The world of one event loop.
  public init(
    now: @escaping @Sendable () -> Instant, readiness: @escaping @Sendable () async -> Readiness, log: Log,
    database: Database, publicURL: String = "http://localhost"
  ) {
    self.now = now
    self.readiness = readiness
    self.log = log
    self.database = database
    self.publicURL = publicURL
  }
}

/// Whether the service can do its work.
public enum Readiness: Sendable, Equatable {
  case ready
  /// Not now; the reason goes to the log, never to the caller.
  case notReady(because: String)
}
