import JSON
import Testing
import TestSupport

@testable import LocalOffer

@Suite("Importing a feed", .enabled(if: TestDatabase.isAvailable))
struct ImportDatabaseTests {
  @Test("imported again, nothing is written")
  func again() throws {
    let database = try TestDatabase()
    let feed = #"{"id": 1, "name": "A", "status": "active"}"# + "\n" + #"{"id": 2, "name": "B", "status": "active"}"#
    let first = try database.imports(feed)
    #expect((first.read, first.accepted, first.unchanged, first.rejected.count) == (2, 2, 0, 0))
    let version = try database.feedVersion
    let second = try database.imports(feed)
    #expect((second.read, second.accepted, second.unchanged, second.rejected.count) == (2, 0, 2, 0))
    #expect(try database.feedVersion == version)
  }
}
