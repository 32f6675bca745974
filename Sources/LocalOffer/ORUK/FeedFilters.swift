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
    switch form {
    case .summary: Listing(.services, documents: "SELECT id, summary_document AS document FROM service_documents")
    case .full: Listing(.services, documents: "SELECT id, full_document AS document FROM service_documents")
    }
  }

  /// Only each service's id and when its document last changed, which the narrow rows know.
  static var minimalServices: Listing {
    Listing(
      .services,
      documents: """
        SELECT id, format('{"id":"%s","modified_date":"%s"}', id,
          to_char(modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS document FROM service_listings
        """)
  }

  static func servicesAtLocations(_ form: Form) -> Listing {
    switch form {
    case .summary:
      Listing(
        .servicesAtLocations, documents: "SELECT id, summary_document AS document FROM service_at_location_documents")
    case .full:
      Listing(
        .servicesAtLocations, documents: "SELECT id, full_document AS document FROM service_at_location_documents")
    }
  }

  static func organizations(_ form: Form) -> Listing {
    switch form {
    case .summary:
      Listing(.organizations, documents: "SELECT id, summary_document AS document FROM organization_documents")
    case .full:
      Listing(.organizations, documents: "SELECT id, full_document AS document FROM organization_documents")
    }
  }

  /// Organisations with their services whole.
  static var organizationsWithServices: Listing {
    Listing(.organizations, documents: FeedRepository.organizationsWithServices)
  }

  static var taxonomies: Listing {
    Listing(.taxonomies, documents: "SELECT id, summary_document AS document FROM taxonomy_documents")
  }

  static var taxonomyTerms: Listing {
    Listing(.taxonomyTerms, documents: "SELECT id, summary_document AS document FROM taxonomy_term_documents")
  }

  /// Applies the filters of services.
  mutating func filter(by query: some ServiceFiltering) {
    search(query.search?.text)
    if let term = query.taxonomyTermID { keep(where: "\(service).term_ids @> ARRAY[\(term)::uuid]") }
    if let taxonomy = query.taxonomyID { keep(where: "\(service).taxonomy_ids @> ARRAY[\(taxonomy)::uuid]") }
    if let organization = query.organizationID { keep(where: "\(service).organization_id = \(organization)::uuid") }
    if let moment = query.modifiedAfter { keep(whereListed: "l.modified_at >= \(moment.instant)::timestamptz") }
    if let age = query.minimumAge { keep(where: "\(service).minimum_age >= \(age)::numeric") }
    if let age = query.maximumAge { keep(where: "\(service).maximum_age <= \(age)::numeric") }
    var opening: [SQL] = []
    if let day = query.day { opening.append("o.day = \(day.weekday.isoNumber)::smallint") }
    if let time = query.startTime { opening.append("o.opens_at >= \(time)::time") }
    if let time = query.endTime { opening.append("o.closes_at <= \(time)::time") }
    guard !opening.isEmpty else { return }
    // One opening must fit all that was asked: open on Monday, and until noon on Tuesday, is not Monday until noon.
    let fits = opening.joined(by: " AND ")
    keep(
      where: "\(service).id IN (SELECT o.service_id FROM service_openings o WHERE \(fits))",
      walking: "(SELECT true FROM service_openings o WHERE o.service_id = \(service).id AND \(fits) LIMIT 1)")
  }

  /// Nearest to a place first, and only within a radius where one is given, in metres.
  mutating func near(_ place: (easting: Int, northing: Int), within metres: Int?) {
    let point: SQL = "point(\(place.easting)::float8, \(place.northing)::float8)"
    if let metres { keep(whereListed: "l.point <@ circle(\(point), \(metres)::float8)") }
    sort(byDistance: "l.point <-> \(point)")
  }
}

extension FeedRepository {
  /// The document of each organisation with its services whole instead of as references; they leave out the
  /// organisation, which stands last in each.
  static let organizationsWithServices: SQL = """
    SELECT o.id, left(o.nested_document, -1) || coalesce(',"services":[' || s.list || ']', '') || '}' AS document,
      left(encode(sha256(convert_to(concat_ws(' ', o.etag, s.etags), 'UTF8')), 'hex'), 32) AS etag
    FROM organization_documents o, LATERAL (
      SELECT string_agg(
          left(d.full_document, -length(',"organization":' || o.nested_document || '}')) || '}', ',' ORDER BY d.id)
          AS list,
        string_agg(d.etag, ' ' ORDER BY d.id) AS etags
      FROM service_listings l JOIN service_documents d ON d.id = l.id WHERE l.organization_id = o.id
    ) s
    """
}
