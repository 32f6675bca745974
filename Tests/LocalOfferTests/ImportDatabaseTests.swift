import JSON
import Postgres
import TestSupport
import Testing

@testable import LocalOffer

@Suite("Importing a feed", .enabled(if: TestDatabase.isAvailable))
struct ImportDatabaseTests {
  /// What came of a feed, in the order accepted, unchanged, rejected.
  private func counts(_ report: ImportReport) -> [Int] {
    #expect(report.read == report.accepted + report.unchanged + report.rejected.count)
    return [report.accepted, report.unchanged, report.rejected.count]
  }

  private func record(_ id: Int, _ name: String = "A") -> String {
    #"{"id": \#(id), "name": "\#(name)", "status": "active"}"#
  }

  @Test("each form of a feed is read, and imported again it writes nothing")
  func forms() throws {
    let forms: [(String, Int)] = [
      (record(1), 1),
      ("[\(record(1)),\n \(record(2))]", 2),
      (#"{"total_items": 2, "contents": [\#(record(1)), \#(record(2))], "empty": false}"#, 2),
      ("\(record(1))\n\(record(2))\n", 2),
      ("\u{FEFF}\(record(1))\r\n\r\n\(record(2))", 2),
    ]
    for (feed, count) in forms {
      let database = try TestDatabase()
      #expect(try counts(database.imports(feed)) == [count, 0, 0])
      let version = try database.feedVersion
      #expect(try counts(database.imports(feed)) == [0, count, 0])
      #expect(try database.feedVersion == version)
      #expect(try database.text("SELECT count(*)::text AS text FROM service_documents") == "\(count)")
    }
  }

  @Test("what is published is what came in, normalised")
  func published() throws {
    let database = try TestDatabase()
    let feed = """
      {"id": "\(serviceID.uppercased())", "name": "Mums &amp; Dads", "description": "<p>Tea\\\\toast</p><p>\\tü 😀</p>",
       "status": "Active", "url": "www.cafe.example", "minimum_age": "5", "assured_date": "12/05/2024",
       "last_modified": "2024-05-12T10:30:00+01:00", "pc_metadata": 1,
       "phones": [{"id": "11111111-1111-5111-9111-111111111111", "number": 1632960113}],
       "schedules": [{"id": "22222222-1111-5111-9111-111111111111", "freq": "weekly", "byday": "Monday",
         "opens_at": "9am", "closes_at": "12:00"}],
       "organization": {"id": "33333333-1111-5111-9111-111111111111", "name": "Café"}}
      """
    #expect(try counts(database.imports(feed)) == [1, 0, 0])
    let document = try database.text("SELECT full_document AS text FROM service_documents")
    let published = try #require(try JSONParser.parse(Array(document.utf8)).object)
    #expect(published.text("id") == serviceID)
    #expect(published.text("name") == "Mums & Dads")
    #expect(published.text("description") == "Tea\\toast\n\nü 😀")
    #expect(published.text("url") == "https://www.cafe.example")
    #expect(published.number("minimum_age") == 5)
    #expect(published.text("assured_date") == "2024-05-12")
    #expect(published["pc_metadata"] == nil)
    #expect(published["organization"]?.object?.text("name") == "Café")
    guard case .array(let schedules) = published["schedules"], let schedule = schedules.first?.object,
      case .array(let phones) = published["phones"]
    else {
      Issue.record("no schedules or no phones in \(document)")
      return
    }
    #expect(schedule.text("byday") == "MO" && schedule.text("freq") == "WEEKLY")
    #expect(phones.first?.object?.text("number") == "1632960113")
  }

  @Test("rejected records are told with line, number, id, place and reason, and the others are taken")
  func rejected() throws {
    let database = try TestDatabase()
    let feed = """
      \(record(1))
      {"id": "b", "name": " "}
      nonsense
      {"id": "c", "name": "C", "fees": "a\\u0000b"}
      {"id": "d", "name":
      \(record(2))
      \(record(1, "Another"))
      """
    let report = try database.imports(feed)
    #expect(counts(report) == [2, 0, 5])
    #expect(report.rejected.listed.map(\.line) == [1, 2, 3, 4, 5])
    #expect(report.rejected.listed.map(\.index) == [0, 1, 2, 3, 4])
    #expect(report.rejected.listed.map(\.id) == ["1", "b", nil, nil, nil])
    #expect(report.rejected.listed.map(\.pointer) == ["/id", "/name", "", "/fees", ""])
    #expect(report.rejected.listed.allSatisfy { !$0.reason.isEmpty })
    #expect(try database.text("SELECT string_agg(name, ',' ORDER BY name) AS text FROM services") == "A,Another")
  }

  @Test("one source does not take over another's record")
  func sources() throws {
    let database = try TestDatabase()
    let feed = #"{"id": "\#(serviceID)", "name": "Mine", "status": "active"}"#
    #expect(try counts(database.imports(feed, source: "north")) == [1, 0, 0])
    let report = try database.imports(feed.replacing("Mine", with: "Yours"), source: "south")
    #expect(counts(report) == [0, 0, 1] && report.isFailure)
    #expect(report.rejected.listed.first?.pointer == "/id" && report.rejected.listed.first?.id == serviceID)
    #expect(try database.text("SELECT name AS text FROM services") == "Mine")
    // Ids that are no UUIDs are each source's own.
    #expect(try counts(database.imports(record(1), source: "north")) == [1, 0, 0])
    #expect(try counts(database.imports(record(1), source: "south")) == [1, 0, 0])
  }

  @Test("a strict import takes all or nothing")
  func strict() throws {
    let database = try TestDatabase()
    let report = try database.imports(record(1) + "\n" + #"{"id": 2}"#, strict: true)
    #expect(counts(report) == [1, 0, 1] && !report.isWritten && report.isFailure)
    #expect(try database.text("SELECT count(*)::text AS text FROM services") == "0")
    let second = try database.imports(record(1), strict: true)
    #expect(counts(second) == [1, 0, 0] && second.isWritten && !second.isFailure)
  }

  @Test("a feed that breaks off while it is read leaves nothing, and a later import works", arguments: [0, 1])
  func sourceFails(goodBlocks: Int) throws {
    struct Broken: Error {}
    let database = try TestDatabase()
    let good = record(1) + "\n"
    #expect(throws: Broken.self) {
      try database.asOwner { pool in
        var given = 0
        _ = try await FeedImport(source: "test").run(on: pool) {
          guard given < goodBlocks else { throw Broken() }
          given += 1
          return Array(good.utf8)
        }
      }
    }
    #expect(try database.text("SELECT count(*)::text AS text FROM services") == "0")
    #expect(try counts(database.imports(good)) == [1, 0, 0])
  }

  @Test("a feed with nothing in it is a failure", arguments: ["", " \n", "[]", #"{"contents": []}"#])
  func empty(_ feed: String) throws {
    let report = try TestDatabase().imports(feed)
    #expect(counts(report) == [0, 0, 0] && report.isFailure)
  }

  @Test("a dirty feed loses nothing and breaks nothing")
  func dirty() throws {
    let database = try TestDatabase()
    let feed = String(
      decoding: try FileBlocks(path: TestDatabase.root + "/sample-data/dirty-feed.json").all(), as: UTF8.self)
    let report = try database.imports(feed)
    #expect(counts(report).allSatisfy { $0 >= 0 } && report.accepted > 20)
    #expect(report.rejected.listed.allSatisfy { !$0.reason.isEmpty && $0.line > 0 })
    #expect(report.repaired.listed.allSatisfy { $0.pointer.hasPrefix("/") && !$0.reason.isEmpty })
    #expect(
      try database.text("SELECT count(*)::text AS text FROM service_documents") == "\(report.accepted)")
    let documents = try database.text("SELECT string_agg(full_document, '') AS text FROM service_documents")
    for trace in ["<script", "javascript:", "onerror", "\u{202E}"] { #expect(!documents.lowercased().contains(trace)) }
    let again = try database.imports(feed)
    #expect(again.accepted == 0 && again.unchanged == report.accepted && again.rejected == report.rejected)
  }

  @Test("no length of a member stops an import")
  func lengths() throws {
    let database = try TestDatabase()
    let words = (0..<100_000).map { "word\($0)" }.joined(separator: " ")
    let long = String(repeating: "x", count: 100_000)
    let feed = """
      {"id": "\(String(repeating: "i", count: 255))", "name": "\(long)", "description": "\(words)", "status": "active",
       "alternate_name": "\(words)", "fees": "\(long)",
       "organization": {"id": "o", "name": "\(words)", "description": "\(long)"},
       "attributes": [{"label": "\(long)", "taxonomy_term": {"id": "t", "name": "\(words)", "code": "\(long)"}}]}
      """
    let report = try database.imports(feed)
    #expect(report.rejected.listed.map { "\($0.pointer) \($0.reason)" } == [])
    #expect(report.accepted == 1)
  }
}
