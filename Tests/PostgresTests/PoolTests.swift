import Domain
import Reactor
import TestSupport
import Testing

@testable import Postgres

/// Runs a body with an open pool on the database of a test.
private func withPool(
  _ database: TestDatabase, _ settings: Pool.Settings = Pool.Settings(),
  _ body: @escaping @Sendable (Pool) async throws -> Void
) throws {
  try onLoop { loop in
    let pool = Pool(url: database.superuserURL, loop: loop, settings: settings)
    pool.open()
    defer { pool.close() }
    try await body(pool)
  }
}

extension Pool.Settings {
  /// The standard settings with some of them changed.
  fileprivate static func adjusted(_ change: (inout Pool.Settings) -> Void) -> Pool.Settings {
    var settings = Pool.Settings()
    change(&settings)
    return settings
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable)) struct PoolTests {
  let database: TestDatabase

  init() throws { database = try TestDatabase() }

  @Test func valuesComeBackAsTheyWere() throws {
    try withPool(database) { pool in
      let text = "naïve \\ \"q\" 🙂\n\t', $1"
      let bytes: [UInt8] = [0, 1, 254, 255]
      let id = try #require(Identifier("2ed6657d-e927-568b-95e1-2665a8aea6a2"))
      let row = try await pool.read(
        """
        SELECT \(text)::text AS text, \(bytes) AS bytes, \(-7)::int AS int, \(2.5)::float8 AS double, \(true)::bool AS bool,
          \(id)::uuid AS id, \(String?.none)::text AS nothing, \(ArrayParameter(["a", nil]))::text[] AS array
        """)[0]
      #expect(try row.get("text", as: String.self) == text)
      #expect(try row.get("bytes", as: [UInt8].self) == bytes)
      #expect(try row.get("int", as: Int.self) == -7)
      #expect(try row.get("double", as: Double.self) == 2.5)
      #expect(try row.get("bool", as: Bool.self))
      #expect(try row.get("id", as: Identifier.self) == id)
      #expect(try row.getOptional("nothing", as: String.self) == nil)
      #expect(try row.get("array", as: String.self) == "{a,NULL}")
    }
  }

  @Test func aWrongColumnIsNamed() throws {
    try withPool(database) { pool in
      let row = try await pool.read("SELECT NULL::int AS nothing, 'x' AS word")[0]
      #expect { try row.get("nothing", as: Int.self) } throws: { ($0 as? ColumnError)?.column == "nothing" }
      #expect { try row.get("word", as: Int.self) } throws: { ($0 as? ColumnError)?.column == "word" }
      #expect { try row.get("missing", as: Int.self) } throws: { ($0 as? ColumnError)?.column == "missing" }
    }
  }

  @Test func textWithNULIsRefusedAndNotCutOff() throws {
    try withPool(database) { (pool: Pool) async throws in
      await #expect(throws: PostgresError.invalidText) { try await pool.read("SELECT \("a\0b")::text") }
      #expect(try await pool.read("SELECT 1 AS one")[0].get("one", as: Int.self) == 1)
    }
  }

  @Test func manyReadsShareTwoSessionsAndAnswersAreNotMixedUp() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      // Before a session is open, no more callers wait than the queue takes.
      _ = try await pool.read("SELECT 1")
      try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for number in 0..<200 {
          group.addTask(executorPreference: pool.loop) {
            (number, try await pool.read("SELECT \(number)::int AS n, pg_sleep(0.0005)")[0].get("n"))
          }
        }
        for try await (asked, answered) in group { #expect(asked == answered) }
      }
      #expect(pool.status.open <= 3)
    }
  }

  @Test func anErrorLeavesTheSessionUsableAndOthersUntouched() throws {
    try withPool(database, .adjusted { $0.sharedSessions = 1 }) { pool in
      async let good = pool.read("SELECT 1 AS n, pg_sleep(0.01)")
      async let bad = pool.read("SELECT 1 / \(0)::int")
      async let after = pool.read("SELECT 2 AS n")
      #expect(try await good[0].get("n", as: Int.self) == 1)
      #expect(try await after[0].get("n", as: Int.self) == 2)
      do {
        _ = try await bad
        Issue.record("a division by zero went through")
      } catch let error as PostgresError {
        #expect(error.state == "22012")
      }
      // A statement that cannot be prepared is not remembered as prepared.
      for _ in 0..<2 {
        await #expect { try await pool.read("SELECT nonsense") } throws: { ($0 as? PostgresError)?.state == "42703" }
      }
    }
  }

  /// What was sent before the fault was noticed would be answered to whoever comes next, or cost the session.
  @Test func aUnitWithATextThatCannotBeSentSendsNothing() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { (pool: Pool) async throws in
      let session = try await pool.search("SELECT pg_backend_pid() AS pid")[0].get("pid", as: Int.self)
      await #expect(throws: PostgresError.invalidText) {
        try await pool.unit(["SELECT 1 AS n", "SELECT \("a\0b")::text AS n"])
      }
      #expect(try await pool.search("SELECT pg_backend_pid() AS pid")[0].get("pid", as: Int.self) == session)
      for number in 2...4 {
        #expect(try await pool.search("SELECT \(number)::int AS n")[0].get("n", as: Int.self) == number)
      }
    }
  }

  /// Case 25: a pool of one, held; the next caller is refused within the acquire limit.
  @Test func anExhaustedPoolRefuses() throws {
    try withPool(database, .adjusted { ($0.exclusiveSessions, $0.acquireLimit) = (1, 100_000_000) }) { pool in
      async let held = pool.search("SELECT pg_sleep(1)")
      await pool.loop.sleep(nanoseconds: 50_000_000)
      await #expect(throws: PostgresError.poolExhausted) { try await pool.search("SELECT 1") }
      _ = try await held
      _ = try await pool.search("SELECT 1")
    }
  }

  /// Case 27.
  @Test func aStatementTimeoutIsAnErrorOfThatStatementOnly() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      try await pool.transaction { transaction in
        try await transaction.run("SELECT set_config('statement_timeout', '50ms', true)")
        await #expect { try await transaction.run("SELECT pg_sleep(5)") } throws: {
          ($0 as? PostgresError)?.state == "57014"
        }
      }
      #expect(try await pool.search("SELECT 1 AS n")[0].get("n", as: Int.self) == 1)
    }
  }

  /// Case 26: every backend ended; a read is tried again on a fresh session.
  @Test func endedSessionsAreReplaced() throws {
    let superuser = database
    try withPool(database) { pool in
      for _ in 0..<3 {
        try TestDatabase.superuserScript(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(superuser.name)' AND pid <> pg_backend_pid()"
        )
        #expect(try await pool.read("SELECT 1 AS n")[0].get("n", as: Int.self) == 1)
        #expect(try await pool.search("SELECT 1 AS n")[0].get("n", as: Int.self) == 1)
      }
    }
  }

  @Test func nothingListensMeansUnavailableAtOnceAfterTheFirstTry() throws {
    try onLoop { loop in
      let pool = Pool(url: "postgresql://nobody@/nothing?host=/nowhere", loop: loop)
      pool.open()
      defer { pool.close() }
      for _ in 0..<3 {
        await #expect { try await pool.read("SELECT 1") } throws: {
          if case .unavailable? = $0 as? PostgresError { true } else { false }
        }
      }
    }
  }

  @Test func withoutNamedStatementsAllIsTheSame() throws {
    try withPool(database, .adjusted { $0.throughTransactionPooler = true }) { pool in
      try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for number in 0..<100 {
          group.addTask(executorPreference: pool.loop) {
            (number, try await pool.read("SELECT \(number)::int AS n")[0].get("n"))
          }
        }
        for try await (asked, answered) in group { #expect(asked == answered) }
      }
      let prepared = try await pool.search("SELECT count(*) AS n FROM pg_prepared_statements")[0].get("n", as: Int.self)
      #expect(prepared == 0)
    }
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable)) struct TransactionTests {
  let database: TestDatabase

  init() throws {
    database = try TestDatabase()
    try TestDatabase.superuserScript("CREATE TABLE t (id int PRIMARY KEY, n int)", in: database)
  }

  @Test func aThrowRollsBackAndTheSessionGoesOn() throws {
    struct Stop: Error {}
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      try await pool.transaction { _ = try await $0.run("INSERT INTO t VALUES (1, 1)") }
      await #expect(throws: Stop.self) {
        try await pool.transaction { transaction in
          try await transaction.run("INSERT INTO t VALUES (2, 2)")
          throw Stop()
        }
      }
      await #expect { try await pool.transaction { try await $0.run("INSERT INTO t VALUES (1, 9)") } } throws: {
        ($0 as? PostgresError)?.state == "23505"
      }
      #expect(try await pool.search("SELECT count(*) AS n FROM t")[0].get("n", as: Int.self) == 1)
    }
  }

  @Test func cancellationRollsBack() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { (pool: Pool) async throws in
      let task = Task(executorPreference: pool.loop) {
        try await pool.transaction { transaction in
          try await transaction.run("INSERT INTO t VALUES (3, 3)")
          await pool.loop.sleep(nanoseconds: 50_000_000)
        }
      }
      await pool.loop.sleep(nanoseconds: 10_000_000)
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await pool.search("SELECT count(*) AS n FROM t")[0].get("n", as: Int.self) == 0)
    }
  }

  /// Case 29: two serializable writers; one is tried again and both take effect.
  @Test func serializationFailuresAreTriedAgain() throws {
    try withPool(database) { pool in
      try await pool.transaction { _ = try await $0.run("INSERT INTO t VALUES (1, 0)") }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<2 {
          group.addTask(executorPreference: pool.loop) {
            try await pool.transaction(.serializable) { transaction in
              let n: Int = try await transaction.run("SELECT n FROM t WHERE id = 1")[0].get("n")
              await pool.loop.sleep(nanoseconds: 20_000_000)
              try await transaction.run("UPDATE t SET n = \(n + 1) WHERE id = 1")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await pool.search("SELECT n FROM t")[0].get("n", as: Int.self) == 2)
    }
  }

  /// A unit without BEGIN: an error rolls back all of it, and nothing is left open.
  @Test func aUnitIsOneImplicitTransaction() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      await #expect { try await pool.unit(["INSERT INTO t VALUES (5, 5)", "INSERT INTO t VALUES (5, 6)"]) } throws: {
        ($0 as? PostgresError)?.state == "23505"
      }
      let rows = try await pool.unit([
        "SELECT set_config('app.actor', \("somebody"), true) AS actor", "SELECT count(*) AS n FROM t",
        "SELECT current_setting('app.actor', true) AS actor",
      ])
      #expect(try rows[1][0].get("n", as: Int.self) == 0)
      #expect(try rows[2][0].get("actor", as: String.self) == "somebody")
      #expect(
        try await pool.search("SELECT current_setting('app.actor', true) AS actor")[0].get("actor", as: String.self)
          == "")
    }
  }

  @Test func aSessionWithAnOpenTransactionNeverComesBack() throws {
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      let session = try await pool.acquire()
      _ = try await session.run(["BEGIN", "INSERT INTO t VALUES (7, 7)"])
      pool.release(session)
      #expect(session.isLost)
      #expect(try await pool.search("SELECT count(*) AS n FROM t")[0].get("n", as: Int.self) == 0)
    }
  }

  @Test func copyBringsRowsInAndAFailingSourceBringsNone() throws {
    struct Stop: Error {}
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { pool in
      let count = try await pool.transaction { transaction in
        var next = 0
        return try await transaction.copy("COPY t (id, n) FROM STDIN") {
          guard next < 10_000 else { return nil }
          next += 1_000
          return (next - 1_000..<next).flatMap { Array("\($0)\t\($0)\n".utf8) }
        }
      }
      #expect(count == 10_000)
      await #expect(throws: Stop.self) {
        try await pool.transaction { transaction in
          var sent = false
          return try await transaction.copy("COPY t (id, n) FROM STDIN") {
            if sent { throw Stop() }
            sent = true
            return Array("20000\t1\n".utf8)
          }
        }
      }
      await #expect {
        try await pool.transaction { try await $0.copy("COPY t (id, n) FROM STDIN", from: once("x\ty\n")) }
      } throws: {
        ($0 as? PostgresError)?.state == "22P02"
      }
      #expect(try await pool.search("SELECT count(*) AS n FROM t")[0].get("n", as: Int.self) == 10_000)
    }
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable)) struct LostCopyTests {
  @Test func aSessionThatEndsWhileTheSourceWaitsIsAnErrorAndNoCrash() throws {
    let database = try TestDatabase()
    try TestDatabase.superuserScript("CREATE TABLE t (id int)", in: database)
    try withPool(database, .adjusted { $0.exclusiveSessions = 1 }) { (pool: Pool) async throws in
      await #expect {
        try await pool.transaction { transaction in
          var pieces = 0
          return try await transaction.copy("COPY t FROM STDIN") {
            pieces += 1
            if pieces == 2 {
              try TestDatabase.superuserScript(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY t%' AND datname = '\(database.name)'"
              )
              await pool.loop.sleep(nanoseconds: 50_000_000)
            }
            return pieces < 4 ? Array("\(pieces)\n".utf8) : nil
          }
        }
      } throws: {
        if case .lost? = $0 as? PostgresError { true } else { false }
      }
      #expect(try await pool.search("SELECT count(*) AS n FROM t")[0].get("n", as: Int.self) == 0)
    }
  }
}

/// A source of one piece.
private func once(_ text: String) -> () async throws -> [UInt8]? {
  var piece: [UInt8]? = Array(text.utf8)
  return {
    defer { piece = nil }
    return piece
  }
}
