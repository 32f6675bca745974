import API
import Postgres
import Reactor
import Synchronization

/// Says whether the service can do its work: its database answers, the schema is this program's, and it is not ending.
final class ReadinessGate: Sendable {
  private let migrations: [MigrationFile]
  private let isDraining = Atomic<Bool>(false)

  init(migrations: [MigrationFile]) {
    self.migrations = migrations
  }

  /// From now on not ready: the load balancer looks elsewhere while requests under way finish.
  func startDraining() {
    isDraining.store(true, ordering: .relaxed)
  }

  func state(of database: Database) async -> Readiness {
    if isDraining.load(ordering: .relaxed) { return .notReady(because: "draining") }
    do {
      let applied: Int = try await database.primary.read("SELECT count(*) AS applied FROM send.schema_migrations")[0]
        .get("applied")
      // More is fine: a newer version has migrated, and this one serves until it is replaced.
      guard applied >= migrations.count else { return .notReady(because: "migrations are pending") }
      if database.published !== database.primary { _ = try await database.published.read("SELECT 1") }
      return .ready
    } catch {
      return .notReady(because: "the database does not answer")
    }
  }

  /// Throws what keeps the service from starting: a schema that is not this program's, or a database that is not
  /// there even after a while.
  func check(_ pool: Pool, on loop: EventLoop) async throws {
    let state = try await firstState(pool, loop)
    if let name = state.changed.first { throw UsageError("migration \(name) has changed since it was applied") }
    if let name = state.unknown.first {
      throw UsageError(
        "the database has migration \(name), which this program does not know: it is older than the schema")
    }
    if let name = state.pending.first {
      throw UsageError("\(state.pending.count) migrations are pending, the first \(name): run `send-api migrate`")
    }
  }

  private func firstState(_ pool: Pool, _ loop: EventLoop) async throws -> Migrator.State {
    let migrator = Migrator(files: migrations, pool: pool)
    let deadline = monotonicNanoseconds() + 10_000_000_000
    while true {
      do {
        return try await migrator.state()
      } catch let error as PostgresError {
        // Before the first migration send_app may not even look at the schema (42501, insufficient privilege).
        if error.state == "42501" {
          throw UsageError("no migration has run, or this role is not send_app: run `send-api migrate` first")
        }
        guard error.state == nil, monotonicNanoseconds() < deadline else {
          throw UsageError("the database cannot be used: \(error.explanation)")
        }
        await loop.sleep(nanoseconds: 200_000_000)
      }
    }
  }
}
