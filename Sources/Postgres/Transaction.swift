import Reactor

/// An open transaction on a session of its own.
public final class Transaction: @unchecked Sendable {
  private let session: Session
  /// BEGIN travels with the first statement, so that it costs no round trip of its own.
  private var opening: SQL?

  fileprivate init(session: Session, opening: SQL) {
    self.session = session
    self.opening = opening
  }

  /// Runs one statement.
  @discardableResult
  public func run(_ sql: SQL) async throws(PostgresError) -> Rows {
    try await run([sql])[0]
  }

  /// Runs statements in one round trip and gives the rows of each.
  @discardableResult
  public func run(_ statements: [SQL]) async throws(PostgresError) -> [Rows] {
    guard let opening = opening.take() else { return try await session.run(statements) }
    return Array(try await session.run([opening] + statements).dropFirst())
  }

  /// Copies rows into a table: `COPY … FROM STDIN`, fed until `source` gives nil. Gives the number of rows.
  public func copy(_ statement: StaticString, from source: () async throws -> [UInt8]?) async throws -> Int {
    if let opening = opening.take() { _ = try await session.run([opening]) }
    return try await session.copyIn(statement, from: source)
  }

  fileprivate func end(_ command: SQL) async throws(PostgresError) {
    // Nothing was run: there is nothing to end.
    if opening == nil { _ = try await session.run([command]) }
  }
}

extension Pool {
  /// How strictly a transaction is kept from others (PostgreSQL manual §13.2).
  public enum Isolation: Sendable {
    case readCommitted, repeatableRead, serializable

    fileprivate var opening: SQL {
      switch self {
      case .readCommitted: .utility("BEGIN")
      case .repeatableRead: .utility("BEGIN ISOLATION LEVEL REPEATABLE READ")
      case .serializable: .utility("BEGIN ISOLATION LEVEL SERIALIZABLE")
      }
    }
  }

  /// Runs the body in a transaction: committed when it returns, rolled back when it throws or its task is cancelled.
  ///
  /// A serialization failure or a deadlock is tried again at most twice, after a random wait; so the body may run more
  /// than once and changes nothing outside the transaction.
  public func transaction<Value>(
    _ isolation: Isolation = .readCommitted, _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    var triesLeft = 2
    while true {
      do {
        return try await attempt(isolation, body)
      } catch let error as PostgresError where error.isTransient && triesLeft > 0 {
        triesLeft -= 1
        await loop.sleep(nanoseconds: UInt64.random(in: 1_000_000...20_000_000))
      }
    }
  }

  private func attempt<Value>(
    _ isolation: Isolation, _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    let session = try await acquire()
    defer { release(session) }
    let transaction = Transaction(session: session, opening: isolation.opening)
    do {
      let value = try await body(transaction)
      try Task.checkCancellation()
      try await transaction.end(.utility("COMMIT"))
      return value
    } catch {
      // A session that cannot roll back is not idle, and `release` ends it.
      if !session.isLost { try? await transaction.end(.utility("ROLLBACK")) }
      throw error
    }
  }
}

extension PostgresError {
  /// Whether the same transaction may well succeed when it runs again: 40001 serialization failure, 40P01 deadlock.
  var isTransient: Bool { state == "40001" || state == "40P01" }
}
