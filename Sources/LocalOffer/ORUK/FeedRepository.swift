import API
import Domain
import Postgres

/// Reads published documents: the feed's only way to the database.
struct FeedRepository: Sendable {
  private let pool: Pool
  /// Shared by all loops.
  static let counts = FeedCounts()

  init(_ database: Database) {
    pool = database.published
  }

  /// How many rows a quick statement may walk over.
  private static let nearRows = 2_000

  /// A page of a list, as the database had it at one version of the feed.
  struct Page: Sendable {
    let version: Int
    let total: Int
    let rows: Rows
    /// Rows that hold a document: an empty page is one row without.
    let size: Int
  }

  /// A document by id, from one of the tables of documents; nil when there is none.
  func document(_ sql: SQL) async throws -> (bytes: [UInt8], etag: ETag)? {
    guard let row = try await pool.read(sql).first else { return nil }
    let tag: String = try row.get("etag")
    guard let etag = ETag(tag) else { throw ColumnError(column: "etag", reason: "is not an entity tag") }
    return (try row.get("document"), etag)
  }

  /// One page and the total: of a whole list in one statement; of a narrowed one the count chooses how to ask.
  func page(of listing: Listing, number: Int, size: Int) async throws -> Page {
    let offset = (number - 1) * size
    if listing.isWhole {
      let page = listing.page(offset: offset, size: size, matches: 0, of: 0)
      // A page far behind walks over all those before it: not beside the quick ones.
      return try Page(await offset > FeedRepository.nearRows ? pool.search(page) : read(page, of: listing))
    }
    let key = FeedCounts.Key(listing.count)
    var known = try await remembered(listing, key)
    while true {
      let rows = try await read(
        listing.page(offset: offset, size: size, matches: known.total, of: known.all), of: listing)
      let page = try Page(rows, total: known.total)
      // A publication in between: count again, so that page and total are of one version.
      if page.version <= known.version { return page }
      known = try await count(listing, key)
      if known.version == page.version { return try Page(rows, total: known.total) }
    }
  }

  /// How many match, from memory or counted now.
  func count(of listing: Listing) async throws -> FeedCounts.Count {
    try await remembered(listing, FeedCounts.Key(listing.count))
  }

  /// The next records behind one, in the order of their ids.
  func batch(of listing: Listing, _ count: FeedCounts.Count, after last: Identifier?, size: Int) async throws -> Page {
    try await Page(pool.search(listing.batch(after: last, size: size, matches: count.total, of: count.all)))
  }

  /// Where a postcode is, on the National Grid in metres; nil when it is not known here.
  func point(of postcode: Postcode) async throws -> (easting: Int, northing: Int)? {
    let rows = try await pool.read("SELECT easting, northing FROM postcodes WHERE postcode = \(postcode)")
    return try rows.first.map { (try $0.get("easting"), try $0.get("northing")) }
  }

  private func remembered(_ listing: Listing, _ key: FeedCounts.Key) async throws -> FeedCounts.Count {
    if let known = FeedRepository.counts.count(of: key) { return known }
    return try await count(listing, key)
  }

  /// Counts once, however many ask for the same count at the same time.
  private func count(_ listing: Listing, _ key: FeedCounts.Key) async throws -> FeedCounts.Count {
    try await FeedRepository.counts.count(of: key) { pool.begin { try await counted(listing, key) } }
  }

  private func counted(_ listing: Listing, _ key: FeedCounts.Key) async throws -> FeedCounts.Count {
    let row = try await read(listing.count, of: listing)[0]
    let counted = FeedCounts.Count(
      version: try row.get("version"), all: try row.get("all"), total: try row.get("total"))
    FeedRepository.counts.remember(counted, of: key)
    return counted
  }

  private func read(_ sql: SQL, of listing: Listing) async throws -> Rows {
    listing.isSelective ? try await pool.search(sql) : try await pool.read(sql)
  }
}

extension FeedRepository.Page {
  /// - Parameter total: how many match; the maintained count of all unless it is given.
  fileprivate init(_ rows: Rows, total: Int? = nil) throws {
    version = try rows[0].get("version")
    self.total = try total ?? rows[0].get("all")
    self.rows = rows
    size = try rows[0].getOptional("id", as: Identifier.self) == nil ? 0 : rows.count
  }
}
