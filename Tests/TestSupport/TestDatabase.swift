import Foundation
import Postgres
import Reactor
import Synchronization

/// A database of one test's own: a copy of a template that was migrated once for the whole process.
public struct TestDatabase: Sendable {
  public let name: String
  /// As `send_app`, which serves.
  public let url: String
  /// As `send_owner`, which migrates and imports.
  public let ownerURL: String
  /// As the superuser of the test cluster.
  public let superuserURL: String

  /// Whether scripts/test has started a cluster for us.
  public static let isAvailable = superuser != nil
  private static let superuser = ProcessInfo.processInfo.environment["SEND_TEST_DATABASE_URL"]
  private static let counter = Atomic<Int>(0)
  private static let templateName = "swift_template"

  /// The template, made when the first test asks.
  private static let template: Result<Void, any Error> = Result { try makeTemplate() }

  /// A new copy of the template: schema, no records.
  public init() throws {
    try TestDatabase.template.get()
    self.init(named: "swift_\(getpid())_\(TestDatabase.counter.add(1, ordering: .relaxed).newValue)")
    try TestDatabase.superuserScript("CREATE DATABASE \(name) TEMPLATE \(TestDatabase.templateName)")
  }

  /// A new database with roles, extensions and an empty schema, where no migration has run.
  public static func unmigrated() throws -> TestDatabase {
    let database = TestDatabase(named: "swift_\(getpid())_bare_\(counter.add(1, ordering: .relaxed).newValue)")
    try create(database.name)
    return database
  }

  private init(named name: String) {
    self.name = name
    func url(_ user: String) -> String {
      // postgresql://postgres@/postgres?host=…
      let base = TestDatabase.superuser ?? ""
      return base.replacingOccurrences(of: "//postgres@/postgres?", with: "//\(user)@/\(name)?")
    }
    self.url = url("send_app")
    ownerURL = url("send_owner")
    superuserURL = url("postgres")
  }

  /// Runs statements as the superuser in a database of the cluster.
  public static func superuserScript(_ script: String, in database: TestDatabase? = nil) throws {
    try run(
      "/usr/bin/env", "psql", "-qXd", database?.superuserURL ?? superuser ?? "", "-v", "ON_ERROR_STOP=1", "-c", script)
  }

  private static func makeTemplate() throws {
    try superuserScript("DROP DATABASE IF EXISTS \(templateName) WITH (FORCE)")
    try create(templateName)
    let template = TestDatabase(named: templateName)
    let files = try MigrationFile.load(from: TestDatabase.root + "/migrations")
    try onLoop { loop in
      let pool = Pool(url: template.ownerURL, loop: loop)
      pool.open()
      defer { pool.close() }
      try await Migrator(files: files, pool: pool).migrate { _ in }
    }
  }

  private static func create(_ name: String) throws {
    try run(root + "/scripts/postgres", "create", "--name", "test", "--database", name)
  }

  /// The folder of the package.
  public static let root = String(#filePath.dropLast("/Tests/TestSupport/TestDatabase.swift".count))

  private static func run(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailed(command: "\(program) \(arguments)") }
  }

  private struct CommandFailed: Error {
    let command: String
  }
}

/// Runs a test's body on an event loop of its own, as the service runs handlers, and waits for it.
public func onLoop<Value: Sendable>(_ body: @escaping @Sendable (EventLoop) async throws -> Value) throws -> Value {
  let loop = try EventLoop()
  try loop.start()
  defer { loop.stop() }
  return try loop.perform { try await body(loop) }
}
