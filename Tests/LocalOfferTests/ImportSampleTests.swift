import Glibc
import JSON
import TestSupport
import Testing

@testable import LocalOffer

@Suite("Sample data")
struct ImportSampleTests {
  private static let folder = TestDatabase.root + "/sample-data"

  private static func stock() throws -> SampleStock {
    try SampleStock(
      taxonomies: FileBlocks(path: folder + "/taxonomies.json").all(),
      postcodes: FileBlocks(path: folder + "/dudley-postcodes.csv").all())
  }

  private static func bytes(count: Int, seed: UInt64) throws -> [UInt8] {
    var services = SampleServices(count: count, seed: seed, stock: try stock())
    var bytes: [UInt8] = []
    while let block = services.nextBlock() { bytes += block }
    return bytes
  }

  @Test("generated services follow from count and seed alone")
  func seeded() throws {
    let first = try ImportSampleTests.bytes(count: 50, seed: 7)
    #expect(try ImportSampleTests.bytes(count: 50, seed: 7) == first)
    #expect(try ImportSampleTests.bytes(count: 50, seed: 8) != first)
    #expect(first.count { $0 == UInt8(ascii: "\n") } == 50)
  }

  @Test("generated services are as the standard asks, and differ from one another")
  func clean() throws {
    let lines = try ImportSampleTests.bytes(count: 200, seed: 1).split(separator: UInt8(ascii: "\n"))
    var ids: Set<String> = []
    var organizations: Set<String?> = []
    for line in lines {
      let record = try normalised(String(decoding: line, as: UTF8.self))
      #expect(record.repairs.isEmpty && record.unknownMembers.isEmpty)
      #expect(try record.value("external_ids") == nil)
      ids.insert(record.id.description)
      organizations.insert(try record.text("organization.id"))
      let length = try #require(try record.text("description")).utf8.count
      #expect(200...1500 ~= length)
      #expect(try record.value("service_at_locations.0.location.easting") != nil)
    }
    #expect(ids.count == 200 && organizations.count == 25)
  }

  @Test("an import holds a block and a record, not the feed")
  func memory() throws {
    // Most of it in a member that nobody knows, because a debug build takes its time over text.
    let text = String(repeating: "word ", count: 1000)
    let ballast = String(repeating: text, count: 20)
    let record = Array(
      #"{"id": 1, "name": "A", "status": "active", "description": "\#(text)", "ballast": "\#(ballast)"}"#.utf8)
    let size = 50 << 20
    var sent = 0
    let staging = FeedStaging(
      FeedReader {
        guard sent < size else { return nil }
        sent += record.count
        return record
      }, identity: FeedIdentity(source: "test"), postcodes: PostcodeIndex(), progress: { _ in })
    let before = ImportSampleTests.residentBytes
    var rows = 0
    while let bytes = try staging.nextRows() { rows += bytes.count }
    #expect(rows > size / 25 && staging.report.rejected.count == 0)
    // Other tests run beside this one: what it may take is less than the whole feed would.
    #expect(ImportSampleTests.residentBytes - before < size)
  }

  @Test(
    "the written sample is taken whole, and loading it again changes nothing", .enabled(if: TestDatabase.isAvailable))
  func written() throws {
    let database = try TestDatabase()
    let folder = ImportSampleTests.folder
    let files = ["taxonomies.json", "local-offer.ndjson"]
    @Sendable func load() throws -> [[Int]] {
      try database.asOwner { pool in
        let postcodes = try await PostcodeImport.run(
          on: pool, blocks: FileBlocks(path: folder + "/dudley-postcodes.csv").next)
        var counts = [[postcodes.read, postcodes.written]]
        for file in files {
          let report = try await FeedImport(source: "sample")
            .run(on: pool, blocks: FileBlocks(path: "\(folder)/\(file)").next)
          #expect(report.rejected.listed == [] && report.repaired.listed == [] && report.unknownMembers == [:])
          counts.append([report.accepted, report.unchanged])
        }
        return counts
      }
    }
    let first = try load()
    #expect(first[0] == [10_068, 10_068] && first[2][0] >= 250)
    let version = try database.feedVersion
    #expect(try load() == [[10_068, 0], [0, first[1][0]], [0, first[2][0]]])
    #expect(try database.feedVersion == version)
  }

  @Test("generated services are imported once", .enabled(if: TestDatabase.isAvailable))
  func generated() throws {
    let database = try TestDatabase()
    let feed = String(decoding: try ImportSampleTests.bytes(count: 100, seed: 3), as: UTF8.self)
    #expect(try database.imports(feed).accepted == 100)
    #expect(try database.imports(feed).unchanged == 100)
    #expect(try database.text("SELECT count(*)::text AS text FROM organizations") == "12")
  }

  @Test("a file that cannot be read is told by name", arguments: ["/none.json", "/"])
  func unreadable(_ path: String) throws {
    let fault = #expect(throws: FileBlocks.Unreadable.self) { _ = try FileBlocks(path: path).next() }
    #expect(fault?.description.hasPrefix(path) == true)
  }

  /// The memory of this process that is in use, from the second figure of `statm`, which counts pages.
  private static var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return 0 }
    let figures = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
      separator: " ")
    return (figures.count > 1 ? Int(figures[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
  }
}
