import API
import Domain
import Postgres

/// One list of the feed as a question to the database: which records, which form of their documents, in which order.
///
/// Narrow rows are filtered and paged first, and only a page of wide documents is fetched. A prepared statement is
/// planned without its arguments, so a question has two texts, and the number of matches chooses: *gather* lets an
/// index find the few that match and sorts them; *walk* follows the order and tests each row until the page is full.
/// At 200,000 services either is a hundred times slower than the other where it does not fit (docs/performance.md).
struct Listing: Sendable {
  /// What a list is of.
  enum Kind: Sendable {
    case services, servicesAtLocations, organizations, taxonomies, taxonomyTerms
  }

  /// A condition in the two texts; most are the same in both.
  private struct Condition: Sendable {
    let gather: SQL
    let walk: SQL
  }

  private let kind: Kind
  /// The documents, as a SELECT of `id` and `document`.
  private let documents: SQL
  /// Conditions that an index may find matches for; of services at locations: on their service.
  private var conditions: [Condition] = []
  /// Conditions on the listed rows that go with the order: a place, a moment.
  private var ownConditions: [SQL] = []
  /// How the best matches come first, where words are searched for.
  private var rank: SQL?
  /// The distance that orders the list, where a place was given.
  private var distance: SQL?

  /// Ranking looks at every match; beyond so many it would cost more than it tells.
  private static let rankedMatches = 1_000

  init(_ kind: Kind, documents: SQL) {
    self.kind = kind
    self.documents = documents
  }

  // MARK: What is asked

  /// The row that filters of services look at: the listed one, or its service.
  var service: SQL { kind == .servicesAtLocations ? "s" : "l" }

  /// Keeps only records for which the condition holds; `walk` where a walk tests it better another way.
  mutating func keep(where condition: SQL, walking walk: SQL? = nil) {
    conditions.append(Condition(gather: condition, walk: walk ?? condition))
  }

  /// Keeps only records for which a condition on the listed rows themselves holds.
  mutating func keep(whereListed condition: SQL) {
    ownConditions.append(condition)
  }

  /// Keeps records that hold the words, best matches first.
  mutating func search(_ words: String?) {
    guard let words else { return }
    // In a SELECT of its own, so that a walk reads the words once and not once a row.
    let query: SQL = "(SELECT websearch_to_tsquery('local_offer', \(words)::text))"
    keep(where: "\(service).search @@ \(query)")
    rank = "ts_rank(\(service).search, \(query))"
  }

  /// Orders by the distance from a place, nearest first; those without a place come last.
  mutating func sort(byDistance distance: SQL) {
    self.distance = distance
  }

  /// Whether nothing narrows the list: then its count is maintained, and its order is the primary key's.
  var isWhole: Bool { conditions.isEmpty && ownConditions.isEmpty }

  /// Whether it may be slow: more than a walk along the primary key.
  var isSelective: Bool { !isWhole || distance != nil }

  // MARK: Statements

  /// A page in order: columns `version`, `all` (the maintained count), `id`, `document`; an empty page is one row with
  /// neither id nor document.
  func page(offset: Int, size: Int, matches: Int, of all: Int) -> SQL {
    let isRanked = rank != nil && distance == nil && matches <= Listing.rankedMatches
    let walks = !isRanked && isWalk(for: offset + size, matches: matches, of: all)
    let order: SQL
    // Nothing may follow a distance: PostgreSQL 15 and 16 would leave the index.
    if let distance {
      order = distance
    } else if isRanked, let rank {
      order = "\(rank) DESC, l.id"
    } else {
      order = "l.id"
    }
    return framed(
      "SELECT l.id FROM \(walks ? walk : gather) ORDER BY \(order) LIMIT \(size)::int OFFSET \(offset)::bigint")
  }

  /// The records behind one, in the order of their ids, for going through all of them: columns as of a page.
  func batch(after last: Identifier?, size: Int, matches: Int, of all: Int) -> SQL {
    var listing = self
    if let last { listing.keep(whereListed: "l.id > \(last)::uuid") }
    let rows = isWalk(for: size, matches: matches, of: all) ? listing.walk : listing.gather
    return framed("SELECT l.id FROM \(rows) ORDER BY l.id LIMIT \(size)::int")
  }

  /// How many there are, exactly, as ORUK asks: columns `version`, `all`, `total`.
  var count: SQL {
    isWhole
      ? "SELECT f.version, \(maintainedCount) AS \"all\", \(maintainedCount) AS total FROM feed_state f"
      : "SELECT f.version, \(maintainedCount) AS \"all\", (SELECT count(*) FROM \(gather)) AS total FROM feed_state f"
  }

  /// Whether walking so far costs less than gathering: a walk passes `all / matches` rows for each that it keeps.
  private func isWalk(for rows: Int, matches: Int, of all: Int) -> Bool {
    let (cost, overflows) = rows.multipliedReportingOverflow(by: 2 * max(1, all))
    return !overflows && cost <= matches * matches
  }

  private func framed(_ ids: SQL) -> SQL {
    """
    SELECT f.version, \(maintainedCount) AS "all", p.id, p.document FROM feed_state f LEFT JOIN LATERAL (
      SELECT k.id, k.n, d.document
      FROM (SELECT i.id, row_number() OVER () AS n FROM (\(ids)) i) k JOIN (\(documents)) d ON d.id = k.id
    ) p ON true ORDER BY p.n
    """
  }

  private var gather: SQL {
    let all = conditions.map(\.gather) + ownConditions
    // Joined only when a condition looks at the service.
    return kind == .servicesAtLocations && !conditions.isEmpty
      ? "\(rows) JOIN service_listings s ON s.id = l.service_id\(filter(all))" : "\(rows)\(filter(all))"
  }

  /// `IS TRUE` keeps the planner from using a condition's index.
  private var walk: SQL {
    guard !conditions.isEmpty else { return gather }
    let tested = conditions.map(\.walk).joined(by: " AND ")
    let test: SQL =
      kind == .servicesAtLocations
      ? "(SELECT \(tested) FROM service_listings s WHERE s.id = l.service_id) IS TRUE" : "(\(tested)) IS TRUE"
    return "\(rows)\(filter([test] + ownConditions))"
  }

  private func filter(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "" : " WHERE " + conditions.joined(by: " AND ")
  }

  private var rows: SQL {
    switch kind {
    case .services: "service_listings l"
    case .servicesAtLocations: "service_at_location_listings l"
    case .organizations: "organization_documents l"
    case .taxonomies: "taxonomy_documents l"
    case .taxonomyTerms: "taxonomy_term_documents l"
    }
  }

  private var maintainedCount: SQL {
    switch kind {
    case .services: "f.services"
    case .servicesAtLocations: "f.service_at_locations"
    case .organizations: "f.organizations"
    case .taxonomies: "f.taxonomies"
    case .taxonomyTerms: "f.taxonomy_terms"
    }
  }
}
