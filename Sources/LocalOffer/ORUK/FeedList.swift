import API
import Domain
import HTTP
import Postgres

/// The forms in which the records of one list may come, as its parameters ask.
protocol FeedForms {
  static var replies: [ReplyShape] { get }
}

enum ServiceForms: FeedForms {
  static var replies: [ReplyShape] {
    shapes(of: ORUK.ServiceSummary.self) + shapes(of: ORUK.Service.self) + shapes(of: ORUK.ServiceReference.self)
  }
}

enum ServiceAtLocationForms: FeedForms {
  static var replies: [ReplyShape] {
    shapes(of: ORUK.ServiceAtLocationSummary.self) + shapes(of: ORUK.ServiceAtLocation.self)
  }
}

enum OrganizationForms: FeedForms {
  static var replies: [ReplyShape] {
    shapes(of: ORUK.OrganizationSummary.self) + shapes(of: ORUK.OrganizationFull.self)
      + shapes(of: ORUK.OrganizationWithServices.self)
  }
}

enum TaxonomyForms: FeedForms {
  static var replies: [ReplyShape] { shapes(of: ORUK.TaxonomySummary.self) }
}

enum TaxonomyTermForms: FeedForms {
  static var replies: [ReplyShape] { shapes(of: ORUK.TaxonomyTerm.self) }
}

extension FeedForms {
  /// A form in a page, and on a line.
  fileprivate static func shapes<Item: Exemplified>(of item: Item.Type) -> [ReplyShape] {
    Published<ORUK.Page<Item>>.replies + Streamed<Item>.replies
  }
}

/// The reply of a list endpoint: a page in ORUK's envelope, everything in one page, or NDJSON.
enum FeedList<Forms: FeedForms>: Answer {
  case page([UInt8], ETag?)
  case all(FeedWalk)
  case lines(FeedWalk)

  static var replies: [ReplyShape] { Forms.replies }

  func write(to response: inout Response, for head: RequestHead) throws {
    switch self {
    case .page(let bytes, let etag):
      Published<ORUK.ApiDetails>(bytes, etag: etag).write(to: &response, for: head)
    case .all(let walk):
      Published<ORUK.ApiDetails>([], etag: walk.etag).write(to: &response, for: head)
      if response.status == 200 { response.body = .stream(length: nil) { try await walk.writePage(to: $0) } }
    case .lines(let walk):
      Streamed<ORUK.ApiDetails>(etag: walk.etag) { try await walk.writeLines(to: $0) }.write(to: &response, for: head)
    }
  }
}

/// A walk through all the records of a list in the order of their ids, a batch at a time, so that memory stays flat.
struct FeedWalk: Sendable {
  private let repository: FeedRepository
  private let listing: Listing
  private let count: FeedCounts.Count
  private let first: FeedRepository.Page
  private static let batchSize = 200

  /// Reads the first batch: what goes wrong before the reply begins is still answered with its status.
  init(_ listing: Listing, in repository: FeedRepository) async throws {
    self.repository = repository
    self.listing = listing
    count = try await repository.count(of: listing)
    first = try await repository.batch(of: listing, count, after: nil, size: FeedWalk.batchSize)
  }

  var etag: ETag? { .ofFeed(version: first.version) }

  /// Writes each document on a line of its own.
  func writeLines(to sink: any BodySink) async throws {
    try await eachBatch { page in
      var bytes: [UInt8] = []
      for row in page.rows.prefix(page.size) {
        try row.withBytes("document") { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\n"))
      }
      try await sink.write(bytes)
    }
  }

  /// Writes one page that holds everything; its counts come last, when they are known.
  func writePage(to sink: any BodySink) async throws {
    var total = 0
    try await sink.write(Array("{\"contents\":[".utf8))
    try await eachBatch { page in
      var bytes: [UInt8] = []
      for row in page.rows.prefix(page.size) {
        if total > 0 || !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        try row.withBytes("document") { bytes.append(contentsOf: $0) }
      }
      total += page.size
      try await sink.write(bytes)
    }
    let envelope = Envelope(total: total, number: 1, pageSize: max(1, total), size: total)
    try await sink.write(Array("],\(envelope.members)}".utf8))
  }

  private func eachBatch(_ body: (FeedRepository.Page) async throws -> Void) async throws {
    var page = first
    while page.size > 0 {
      try await body(page)
      guard page.size == FeedWalk.batchSize else { return }
      let last: Identifier = try page.rows[page.size - 1].get("id")
      page = try await repository.batch(of: listing, count, after: last, size: FeedWalk.batchSize)
    }
  }
}

/// The counts around a page of ORUK's lists.
struct Envelope {
  let total: Int
  let number: Int
  /// How many a full page holds.
  let pageSize: Int
  /// How many this one holds.
  let size: Int

  private var pages: Int { (total + pageSize - 1) / pageSize }

  /// The members as JSON, without braces. A page behind the last is neither first nor last; an empty list is both.
  var members: String {
    """
    "total_items":\(total),"total_pages":\(pages),"page_number":\(number),"size":\(size),\
    "first_page":\(number == 1),"last_page":\(number == max(1, pages)),"empty":\(size == 0)
    """
  }
}

extension ETag {
  /// The weak tag of a list: it changes with every publication.
  static func ofFeed(version: Int) -> ETag? { ETag("feed-\(version)", isWeak: true) }
}
