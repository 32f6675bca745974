import API
import Domain
import Postgres

/// Reads published documents: the feed's only way to the database.
struct FeedRepository: Sendable {
  private let pool: Pool
  private static let counts = FeedCounts()

  init(_ database: Database) {
    pool = database.published
  }

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

  /// One page and the total. The total is known from before, or follows from a last page, or is counted.
  func page(of listing: Listing, number: Int, size: Int) async throws -> Page {
    let key = FeedCounts.Key(listing.count)
    let offset = (number - 1) * size
    // Whether to rank depends on how many there are, so a search is counted first.
    var known = FeedRepository.counts.total(of: key)
    if known == nil, listing.rank != nil { known = try await count(listing, key) }
    let rows = try await read(listing.page(offset: offset, size: size, matches: known?.total ?? 0), of: listing)
    let version: Int = try rows[0].get("version")
    let found = try rows[0].getOptional("id", as: Identifier.self) == nil ? 0 : rows.count
    if known?.version != version {
      if found < size, found > 0 || offset == 0 {
        known = (version, offset + found)
        FeedRepository.counts.remember(offset + found, of: key, version: version)
      } else {
        known = try await count(listing, key)
      }
    }
    return Page(version: version, total: known?.total ?? found, rows: rows, size: found)
  }

  /// The next records behind one, in the order of their ids.
  func batch(of listing: Listing, after last: Identifier?, size: Int) async throws -> Page {
    let rows = try await pool.search(listing.batch(after: last, size: size))
    let found = try rows[0].getOptional("id", as: Identifier.self) == nil ? 0 : rows.count
    return Page(version: try rows[0].get("version"), total: found, rows: rows, size: found)
  }

  /// Where a postcode is, on the National Grid in metres; nil when it is not known here.
  func point(of postcode: Postcode) async throws -> (easting: Int, northing: Int)? {
    let rows = try await pool.read("SELECT easting, northing FROM postcodes WHERE postcode = \(postcode)")
    return try rows.first.map { (try $0.get("easting"), try $0.get("northing")) }
  }

  private func count(_ listing: Listing, _ key: FeedCounts.Key) async throws -> (version: Int, total: Int) {
    let row = try await read(listing.count, of: listing)[0]
    let counted: (version: Int, total: Int) = (try row.get("version"), try row.get("total"))
    FeedRepository.counts.remember(counted.total, of: key, version: counted.version)
    return counted
  }

  private func read(_ sql: SQL, of listing: Listing) async throws -> Rows {
    listing.isSelective ? try await pool.search(sql) : try await pool.read(sql)
  }
}
