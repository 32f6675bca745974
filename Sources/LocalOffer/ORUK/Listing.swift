import API
import Domain
import Postgres

/// One list of the feed as a question to the database: which records, which form of their documents, in which order.
///
/// Narrow rows are filtered and paged first, and only a page of wide documents is fetched, so that page 4,000 costs
/// little more than page 1. Each question also asks for the feed's version, in the same snapshot.
struct Listing: Sendable {
  /// What is listed, as `l`, and what its conditions need joined to it.
  let source: SQL
  /// The tables of documents, as `d`, with the document as `document`.
  var documents: SQL
  /// The maintained count of all of them in `feed_state f`, for a list without conditions.
  let maintainedCount: SQL
  private(set) var conditions: [SQL] = []
  /// How the best matches come first, where words are searched for.
  private(set) var rank: SQL?
  /// The distance that orders the list, where a place was given.
  private(set) var distance: SQL?

  /// Ranking looks at every match; beyond so many it would cost more than it tells.
  static let rankedMatches = 1_000

  init(source: SQL, documents: SQL, maintainedCount: SQL) {
    self.source = source
    self.documents = documents
    self.maintainedCount = maintainedCount
  }

  /// Keeps only records for which the condition holds.
  mutating func keep(where condition: SQL) {
    conditions.append(condition)
  }

  /// Keeps records that hold the words, best matches first. `vector` is the column searched.
  mutating func search(_ words: String?, in vector: SQL) {
    guard let words else { return }
    let query: SQL = "websearch_to_tsquery('local_offer', \(words))"
    conditions.append("\(vector) @@ \(query)")
    rank = "ts_rank(\(vector), \(query))"
  }

  /// Orders by the distance from a place, nearest first.
  mutating func sortByDistance(_ distance: SQL) {
    self.distance = distance
  }

  /// Whether it may be slow: more than a walk along the primary key.
  var isSelective: Bool { !conditions.isEmpty || distance != nil }

  private var filter: SQL { conditions.isEmpty ? "" : " WHERE " + conditions.joined(by: " AND ") }

  /// A page in order: columns `version`, `document`; one row with no document when the page is empty.
  func page(offset: Int, size: Int, matches: Int) -> SQL {
    let order: SQL =
      if let distance { "\(distance), l.id" } else if let rank, matches <= Listing.rankedMatches { "\(rank) DESC, l.id" } else { "l.id" }
    return framed("SELECT l.id FROM \(source)\(filter) ORDER BY \(order) LIMIT \(size)::int OFFSET \(offset)::bigint")
  }

  /// The records behind one, in the order of their ids, for walking through all of them: also column `id`.
  func batch(after last: Identifier?, size: Int) -> SQL {
    var conditions = conditions
    if let last { conditions.append("l.id > \(last)::uuid") }
    let filter: SQL = conditions.isEmpty ? "" : " WHERE " + conditions.joined(by: " AND ")
    return framed("SELECT l.id FROM \(source)\(filter) ORDER BY l.id LIMIT \(size)::int")
  }

  private func framed(_ ids: SQL) -> SQL {
    """
    SELECT f.version, p.id, p.document FROM feed_state f LEFT JOIN LATERAL (
      SELECT k.id, k.n, d.document
      FROM (SELECT i.id, row_number() OVER () AS n FROM (\(ids)) i) k JOIN (\(documents)) d ON d.id = k.id
    ) p ON true ORDER BY p.n
    """
  }

  /// How many there are, exactly, as ORUK asks: columns `version`, `total`.
  var count: SQL {
    conditions.isEmpty
      ? "SELECT f.version, \(maintainedCount) AS total FROM feed_state f"
      : "SELECT f.version, (SELECT count(*) FROM \(source)\(filter)) AS total FROM feed_state f"
  }
}
