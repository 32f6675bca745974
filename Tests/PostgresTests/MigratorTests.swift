import Foundation
import Postgres
import Reactor
import TestSupport
import Testing

@Suite(.enabled(if: TestDatabase.isAvailable)) struct MigratorTests {
  private func file(_ number: Int, _ name: String, _ text: String) throws -> MigrationFile {
    let folder = NSTemporaryDirectory() + "send-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for each in 1...number {
      let content = each == number ? text : "SELECT 1"
      try content.write(
        toFile: folder + "/" + String(format: "%04d_%@.sql", each, name), atomically: true, encoding: .utf8)
    }
    return try #require(try MigrationFile.load(from: folder).last)
  }

  private func migrate(_ files: [MigrationFile], _ database: TestDatabase) throws -> [String] {
    try onLoop { loop in
      let pool = Pool(url: database.ownerURL, loop: loop)
      pool.open()
      defer { pool.close() }
      var applied: [String] = []
      try await Migrator(files: files, pool: pool).migrate { applied.append($0) }
      return applied
    }
  }

  private func state(_ files: [MigrationFile], _ database: TestDatabase) throws -> Migrator.State {
    try onLoop { loop in
      let pool = Pool(url: database.ownerURL, loop: loop)
      pool.open()
      defer { pool.close() }
      return try await Migrator(files: files, pool: pool).state()
    }
  }

  @Test func filesAreAppliedOnceAndInOrder() throws {
    let database = try TestDatabase.unmigrated()
    let first = try file(1, "create_a", "CREATE TABLE a (id int); INSERT INTO a VALUES (1);")
    let second = try file(2, "alter_a", "ALTER TABLE a ADD n int")
    #expect(try state([first, second], database).pending == [first.name, second.name])
    #expect(try migrate([first], database) == [first.name])
    #expect(try migrate([first, second], database) == [second.name])
    #expect(try migrate([first, second], database) == [])
    #expect(try state([first, second], database).isCurrent)
    #expect(try state([first], database).unknown == [second.name])
  }

  @Test func aFailingFileLeavesNothingAndNamesItself() throws {
    let database = try TestDatabase.unmigrated()
    let bad = try file(1, "create_b", "CREATE TABLE b (id int); SELECT nonsense;")
    #expect { try migrate([bad], database) } throws: {
      "\($0)".contains("0001_create_b.sql") && "\($0)".contains("42703")
    }
    let good = try file(1, "create_b", "CREATE TABLE b (id int)")
    #expect(try migrate([good], database) == [good.name])
  }

  @Test func aChangedFileIsNoticed() throws {
    let database = try TestDatabase.unmigrated()
    _ = try migrate([try file(1, "create_c", "CREATE TABLE c (id int)")], database)
    let changed = try file(1, "create_c", "CREATE TABLE c (id bigint)")
    #expect(try state([changed], database).changed == [changed.name])
    #expect(throws: MigrationError.self) { try migrate([changed], database) }
  }

  @Test func aFileMayAskToRunOutsideATransaction() throws {
    let database = try TestDatabase.unmigrated()
    let table = try file(1, "create_d", "CREATE TABLE d (id int)")
    let index = try file(2, "index_d", "-- send:no-transaction\nCREATE INDEX CONCURRENTLY ON d (id)")
    #expect(try migrate([table, index], database) == [table.name, index.name])
  }

  @Test func aFileThatEndsTheTransactionIsRefused() throws {
    let database = try TestDatabase.unmigrated()
    let file = try file(1, "create_e", "CREATE TABLE e (id int); COMMIT")
    #expect { try migrate([file], database) } throws: { "\($0)".contains("transaction of its own") }
  }

  @Test func twoMigratorsAtOnceApplyEachFileOnce() throws {
    let database = try TestDatabase.unmigrated()
    let files = [try file(1, "create_f", "SELECT pg_sleep(0.2); CREATE TABLE f (id int)")]
    let applied = try onLoop { loop in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<2 {
          group.addTask(executorPreference: loop) {
            let pool = Pool(url: database.ownerURL, loop: loop)
            pool.open()
            defer { pool.close() }
            var count = 0
            try await Migrator(files: files, pool: pool).migrate { _ in count += 1 }
            return count
          }
        }
        return try await group.reduce(0, +)
      }
    }
    #expect(applied == 1)
  }
}

@Suite(.enabled(if: TestDatabase.isAvailable)) struct ChangeWatchTests {
  @Test func notificationsArriveAndSurviveALostConnection() throws {
    let database = try TestDatabase()
    try onLoop { loop in
      let counter = Counter()
      let watch = ChangeWatch(url: database.superuserURL, channel: "send_test", loop: loop) { counter.value += 1 }
      watch.start()
      defer { watch.close() }
      // Once for the connection itself.
      try await counter.reaches(1, on: loop)
      try TestDatabase.superuserScript("NOTIFY send_test", in: database)
      try await counter.reaches(2, on: loop)
      try TestDatabase.superuserScript(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database.name)' AND query LIKE 'LISTEN%'"
      )
      try await counter.reaches(3, on: loop)
      try TestDatabase.superuserScript("NOTIFY send_test", in: database)
      try await counter.reaches(4, on: loop)
    }
  }

  @Test func withoutAConnectionItLooksNowAndThen() throws {
    try onLoop { loop in
      let counter = Counter()
      let watch = ChangeWatch(url: nil, channel: "send_test", interval: 5_000_000, loop: loop) { counter.value += 1 }
      watch.start()
      defer { watch.close() }
      try await counter.reaches(3, on: loop)
    }
  }

  private final class Counter: @unchecked Sendable {
    var value = 0

    /// Waits for the loop to count so far; a test that never gets there is ended by the runner.
    func reaches(_ goal: Int, on loop: EventLoop) async throws {
      while value < goal { await loop.sleep(nanoseconds: 2_000_000) }
    }
  }
}
