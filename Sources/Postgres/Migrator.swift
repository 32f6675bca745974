/// Brings a database's schema to where the migration files say, and tells whether it is there.
public struct Migrator: Sendable {
  private let files: [MigrationFile]
  private let pool: Pool

  /// What the files and the database's own record of them amount to.
  public struct State: Sendable, Equatable {
    public var pending: [String] = []
    /// Applied, and the file has another content now.
    public var changed: [String] = []
    /// Applied, and there is no such file: the database is ahead of this program.
    public var unknown: [String] = []

    /// Whether this program may serve from this database.
    public var isCurrent: Bool { pending.isEmpty && changed.isEmpty && unknown.isEmpty }
  }

  public init(files: [MigrationFile], pool: Pool) {
    self.files = files
    self.pool = pool
  }

  /// Compares without changing anything.
  public func state() async throws -> State {
    let session = try await pool.acquire()
    defer { pool.release(session) }
    return try await state(on: session)
  }

  /// Applies what is pending, in order, each file in a transaction of its own unless it says otherwise.
  ///
  /// An advisory lock keeps a second migrator out; `lock_timeout` bounds the wait for it and for each file's locks.
  /// - Parameter applied: told each file's name when it is in.
  public func migrate(applied: (String) -> Void) async throws {
    let session = try await pool.acquire()
    defer { pool.release(session) }
    try await session.runScript(
      "SET lock_timeout = '10s'; SET client_min_messages = warning; SELECT pg_advisory_lock(\(Migrator.lock))")
    do {
      try await session.runScript(
        """
        CREATE TABLE IF NOT EXISTS send.schema_migrations (
          number int PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now())
        """)
      let state = try await state(on: session)
      if let name = state.changed.first { throw MigrationError("\(name) has changed since it was applied") }
      if let name = state.unknown.first { throw MigrationError("\(name) is applied here and is not among the files") }
      for file in files.suffix(state.pending.count) {
        try await apply(file, on: session)
        applied(file.name)
      }
    } catch {
      // Ending the session releases the lock whatever state it is in.
      session.close()
      throw error
    }
    try await session.runScript("SELECT pg_advisory_unlock(\(Migrator.lock)); RESET ALL")
  }

  /// The advisory lock's number: "send" in ASCII.
  private static let lock = 0x7365_6E64

  private func apply(_ file: MigrationFile, on session: Session) async throws {
    do {
      if file.isTransactional { try await session.runScript("BEGIN") }
      try await session.runScript(file.text)
      guard session.isInTransaction == file.isTransactional else {
        throw MigrationError("\(file.name) ends or begins a transaction of its own")
      }
      _ = try await session.run([
        """
        INSERT INTO send.schema_migrations (number, name, sha256)
        VALUES (\(file.number), \(file.name), encode(sha256(convert_to(\(file.text), 'UTF8')), 'hex'))
        """
      ])
      if file.isTransactional { try await session.runScript("COMMIT") }
    } catch let error as PostgresError {
      throw MigrationError("\(file.name): \(error.explanation)")
    }
  }

  /// PostgreSQL computes the hashes, so that what is compared is what it would record.
  private func state(on session: Session) async throws -> State {
    let rows: Rows
    do {
      rows = try await session.run([
        """
        SELECT coalesce(a.name, f.name) AS name, a.number IS NULL AS is_pending, f.number IS NULL AS is_unknown,
          a.sha256 <> encode(sha256(convert_to(f.text, 'UTF8')), 'hex') OR a.name <> f.name AS is_changed
        FROM send.schema_migrations a
        FULL JOIN unnest(
          \(ArrayParameter(files.map { String($0.number) }))::int[], \(ArrayParameter(files.map(\.name)))::text[],
          \(ArrayParameter(files.map(\.text)))::text[]) AS f (number, name, text) ON a.number = f.number
        ORDER BY coalesce(a.number, f.number)
        """
      ])[0]
    } catch {
      // No table yet: nothing was ever applied.
      guard error.state == "42P01" else { throw error }
      return State(pending: files.map(\.name))
    }
    var state = State()
    for row in rows {
      let name: String = try row.get("name")
      if try row.get("is_pending", as: Bool.self) {
        state.pending.append(name)
      } else if try row.get("is_unknown", as: Bool.self) {
        state.unknown.append(name)
      } else if try row.get("is_changed", as: Bool.self) {
        state.changed.append(name)
      }
    }
    return state
  }
}
