import API
import Domain
import Postgres

/// The lists of the feed as questions to the database, filtered as a query asks.
extension Listing {
  /// Which form of its documents a list shows.
  enum Form: Sendable {
    case summary, full
  }

  static func services(_ form: Form) -> Listing {
    Listing(
      source: "service_listings l",
      documents: form == .full
        ? "SELECT id, full_document AS document FROM service_documents"
        : "SELECT id, summary_document AS document FROM service_documents",
      maintainedCount: "f.services")
  }

  /// Only each service's id and when it last changed.
  static var minimalServices: Listing {
    Listing(
      source: "service_listings l",
      documents: """
        SELECT id, format('{"id":"%s","modified_date":"%s"}', id,
          to_char(modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS document FROM service_documents
        """,
      maintainedCount: "f.services")
  }

  static func servicesAtLocations(_ form: Form) -> Listing {
    Listing(
      source: "service_at_location_listings l JOIN service_listings s ON s.id = l.service_id",
      documents: form == .full
        ? "SELECT id, full_document AS document FROM service_at_location_documents"
        : "SELECT id, summary_document AS document FROM service_at_location_documents",
      maintainedCount: "f.service_at_locations")
  }

  static func organizations(_ form: Form) -> Listing {
    Listing(
      source: "organization_documents l",
      documents: form == .full
        ? "SELECT id, full_document AS document FROM organization_documents"
        : "SELECT id, summary_document AS document FROM organization_documents",
      maintainedCount: "f.organizations")
  }

  /// Organisations with their services whole.
  static var organizationsWithServices: Listing {
    Listing(
      source: "organization_documents l", documents: FeedRepository.organizationsWithServices,
      maintainedCount: "f.organizations")
  }

  static var taxonomies: Listing {
    Listing(
      source: "taxonomy_documents l", documents: "SELECT id, summary_document AS document FROM taxonomy_documents",
      maintainedCount: "f.taxonomies")
  }

  static var taxonomyTerms: Listing {
    Listing(
      source: "taxonomy_term_documents l",
      documents: "SELECT id, summary_document AS document FROM taxonomy_term_documents",
      maintainedCount: "f.taxonomy_terms")
  }

  /// Applies the filters of services. `service` is the row of `service_listings`.
  mutating func filter(by query: some ServiceFiltering, service: SQL) {
    search(query.search?.text, in: "\(service).search")
    if let term = query.taxonomyTermID { keep(where: "\(service).term_ids @> ARRAY[\(term)::uuid]") }
    if let taxonomy = query.taxonomyID { keep(where: "\(service).taxonomy_ids @> ARRAY[\(taxonomy)::uuid]") }
    if let organization = query.organizationID { keep(where: "\(service).organization_id = \(organization)::uuid") }
    if let moment = query.modifiedAfter { keep(where: "l.modified_at >= \(moment.instant)::timestamptz") }
    if let age = query.minimumAge { keep(where: "\(service).minimum_age >= \(age)::numeric") }
    if let age = query.maximumAge { keep(where: "\(service).maximum_age <= \(age)::numeric") }
    var opening: [SQL] = []
    if let day = query.day { opening.append("o.day = \(day.weekday.isoNumber)::smallint") }
    if let time = query.startTime { opening.append("o.opens_at >= \(time)::time") }
    if let time = query.endTime { opening.append("o.closes_at <= \(time)::time") }
    // One opening must fit all that was asked: open on Monday, and until noon on Tuesday, is not Monday until noon.
    if !opening.isEmpty {
      keep(where: "\(service).id IN (SELECT o.service_id FROM service_openings o WHERE \(opening.joined(by: " AND ")))")
    }
  }

  /// Nearest to a place first, and only within a radius where one is given, in metres.
  mutating func near(_ place: (easting: Int, northing: Int), within metres: Int?) {
    let point: SQL = "point(\(place.easting)::float8, \(place.northing)::float8)"
    if let metres { keep(where: "l.point <@ circle(\(point), \(metres)::float8)") }
    sortByDistance("l.point <-> \(point)")
  }
}

extension FeedRepository {
  /// The document of each organisation with its services whole instead of as references.
  static let organizationsWithServices: SQL = """
    SELECT o.id, left(o.nested_document, -1) || coalesce(
      (SELECT ',"services":[' || string_agg(s.full_document, ',' ORDER BY s.id) || ']'
       FROM service_listings l JOIN service_documents s ON s.id = l.id WHERE l.organization_id = o.id), '') || '}'
      AS document
    FROM organization_documents o
    """
}
