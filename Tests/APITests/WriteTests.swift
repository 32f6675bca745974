import API
import Access
import Domain
import HTTP
import Postgres
import Reactor
import TestSupport
import Testing

/// A thing with a version, for writes through the whole of the API and a real database.
private struct Thing: Exemplified {
  let name: String
  let version: Int?

  static let descriptions = ["name": "What it is called.", "version": "Which version this is."]
  static let example = Thing(name: "a thing", version: 1)
}

private enum Things {
  static let access = RouteAccess.anyone(because: "It is a test")

  @RouteList static var routes: [Route] {
    Route(
      .post, "/things", id: "makeThing", tag: "Things", "Makes a thing", access: access, declares: [.idempotent],
      handler: make)
    Route(
      .put, "/thing", id: "nameThing", tag: "Things", "Names the thing", access: access,
      declares: [.ifMatch, .conditional], handler: name)
  }

  static func make(_ call: Call<NoInput, NoInput, Thing>) async throws -> Once<Created<Thing>> {
    try await call.once { transaction in
      if call.body.name == "trouble" { throw Problem(.conflict, "There is trouble.") }
      if call.body.name == "slow" { try await transaction.run("SELECT pg_sleep(0.3)") }
      let row = try await transaction.run("INSERT INTO things (name) VALUES (\(call.body.name)) RETURNING id, version")[
        0]
      let id: Int = try row.get("id")
      return Created(Thing(name: call.body.name, version: try row.get("version")), at: "/things/\(id)")
    }
  }

  static func name(_ call: Call<NoInput, NoInput, Thing>) async throws -> Reply<Thing> {
    try await call.context.database.primary.transaction { transaction in
      let current: Int = try await transaction.run("SELECT version FROM things WHERE id = 1")[0].get("version")
      try call.requireMatch(ETag(version: current))
      let written = try await transaction.run(
        "UPDATE things SET name = \(call.body.name), version = version + 1 WHERE id = 1 AND version = \(current)::int RETURNING version"
      )
      guard let row = written.first else { throw Problem.stale(current: ETag(version: current + 1)) }
      let version: Int = try row.get("version")
      return Reply(Thing(name: call.body.name, version: version), etag: ETag(version: version))
    }
  }
}

@Suite("Writes through a real database", .enabled(if: TestDatabase.isAvailable)) struct WriteTests {
  let database: TestDatabase

  init() throws {
    database = try TestDatabase()
    try TestDatabase.superuserScript(
      """
      CREATE TABLE send.things (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, version int NOT NULL DEFAULT 1);
      GRANT ALL ON send.things TO send_app;
      """, in: database)
  }

  /// Runs a test against the routes above on a loop of its own.
  private func withThings(_ body: @escaping @Sendable (Caller, Database) async throws -> Void) throws {
    let url = database.url
    try onLoop { loop in
      let database = Database(primary: Pool(url: url, loop: loop))
      database.open()
      defer { database.primary.close() }
      try await body(Caller(Things.routes, database: database), database)
    }
  }

  private static let key = ("Idempotency-Key", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")

  @Test func aRepeatedPostIsCarriedOutOnceAndAnsweredAlike() throws {
    try withThings { caller, database in
      let first = await caller.send(.post, "/things", [Self.key], json: #"{"name":"a"}"#)
      let again = await caller.send(.post, "/things", [Self.key], json: #"{"name":"a"}"#)
      #expect(first.status == 201)
      #expect(again.status == 201)
      #expect(again.text == first.text)
      #expect(again.value("Location") == first.value("Location"))
      #expect(first.value("Idempotency-Replayed") == nil)
      #expect(again.value("Idempotency-Replayed") == "true")
      let count: Int = try await database.primary.read("SELECT count(*) AS n FROM things")[0].get("n")
      #expect(count == 1)
    }
  }

  @Test func theSameKeyForAnotherRequestIsRefused() throws {
    try withThings { caller, _ in
      _ = await caller.send(.post, "/things", [Self.key], json: #"{"name":"a"}"#)
      let other = await caller.send(.post, "/things", [Self.key], json: #"{"name":"b"}"#)
      #expect(other.status == 422)
      #expect(other.code == "idempotency-key-reused")
    }
  }

  @Test func aFailedTryLeavesNothingAndItsRepetitionRuns() throws {
    try withThings { caller, database in
      let failed = await caller.send(.post, "/things", [Self.key], json: #"{"name":"trouble"}"#)
      #expect(failed.code == "conflict")
      let kept: Int = try await database.primary.read("SELECT count(*) AS n FROM idempotency_keys")[0].get("n")
      #expect(kept == 0)
      let second = await caller.send(.post, "/things", [Self.key], json: #"{"name":"a"}"#)
      #expect(second.status == 201)
    }
  }

  @Test func twoAtOnceAreOneAndAConflict() throws {
    try withThings { caller, database in
      async let first = caller.send(.post, "/things", [Self.key], json: #"{"name":"slow"}"#)
      async let second = caller.send(.post, "/things", [Self.key], json: #"{"name":"slow"}"#)
      let statuses = await [first.status, second.status].sorted()
      #expect(statuses == [201, 409])
      let count: Int = try await database.primary.read("SELECT count(*) AS n FROM things")[0].get("n")
      #expect(count == 1)
    }
  }

  @Test func aGuessableKeyIsNotEnoughForACallerWithoutCredentials() throws {
    try withThings { caller, _ in
      let response = await caller.send(.post, "/things", [("Idempotency-Key", "1")], json: #"{"name":"a"}"#)
      #expect(response.status == 400)
      let none = await caller.send(.post, "/things", json: #"{"name":"a"}"#)
      #expect(none.code == "idempotency-key-required")
    }
  }

  /// Case 32.
  @Test func ofTwoWritersWithOneVersionExactlyOneWins() throws {
    try withThings { caller, database in
      _ = await caller.send(.post, "/things", [Self.key], json: #"{"name":"a"}"#)
      #expect(await caller.send(.put, "/thing", json: #"{"name":"b"}"#).status == 428)
      #expect(await caller.send(.put, "/thing", [("If-Match", "W/\"1\"")], json: #"{"name":"b"}"#).status == 412)
      for version in 1...20 {
        async let first = caller.send(.put, "/thing", [("If-Match", "\"\(version)\"")], json: #"{"name":"b"}"#)
        async let second = caller.send(.put, "/thing", [("If-Match", "\"\(version)\"")], json: #"{"name":"c"}"#)
        #expect(await [first.status, second.status].sorted() == [200, 412])
      }
      let stale = await caller.send(.put, "/thing", [("If-Match", "\"1\"")], json: #"{"name":"b"}"#)
      #expect(stale.value("ETag") == "\"21\"")
    }
  }

  @Test(
    arguments: [
      ("SELECT 1/0", 500, "internal-error"), ("SELECT pg_sleep(9)", 503, "database-timeout"),
      ("INSERT INTO things (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'a'), (1, 'b')", 409, "conflict"),
      ("INSERT INTO things (version) VALUES (NULL)", 422, "invalid"),
    ] as [(StaticString, Int, String)])
  func databaseErrorsBecomeProblemsThatTellNothing(sql: StaticString, status: Int, code: String) throws {
    let statement = SQL(stringLiteral: sql)
    try withThings { _, database in
      do {
        _ = try await database.primary.unit(["SELECT set_config('statement_timeout', '100ms', true)", statement])
        Issue.record("the statement went through")
      } catch let error as PostgresError {
        #expect(error.problem.code.status == status)
        #expect(error.problem.code.rawValue == code)
        #expect(!error.problem.detail.contains("things"))
      }
    }
  }
}
