import API
import Domain
import HTTP
import Postgres

// What answers each operation of the feed: documents by id, and lists.

extension Call {
  var feed: FeedRepository { FeedRepository(context.database) }

  /// The document a statement finds, or 404.
  func published<View: Exemplified>(_ sql: SQL) async throws -> Published<View> {
    guard let (bytes, etag) = try await feed.document(sql) else { throw Problem.notFound }
    return Published(bytes, etag: etag)
  }

  /// A list as it was asked for: a page, NDJSON, or `whole`, all in one page where no page was named.
  func list<Forms: FeedForms>(
    _ listing: Listing, page: Paging.Number?, size: Paging.Size?, format: FeedFormat?, whole: Bool = false
  ) async throws -> FeedList<Forms> {
    if format == .ndjson {
      guard page == nil, size == nil else {
        throw Problem.invalid(.parameter("format"), .notListed, "ndjson has no pages: leave out page and per_page.")
      }
      return .lines(try await FeedWalk(listing, in: feed))
    }
    if whole, page == nil, size == nil { return .all(try await FeedWalk(listing, in: feed)) }
    let number = page?.number ?? 1
    let size = size?.number ?? 50
    let found = try await feed.page(of: listing, number: number, size: size)
    let envelope = Envelope(total: found.total, number: number, pageSize: size, size: found.size)
    var bytes = Array("{\(envelope.members),\"contents\":[".utf8)
    for (index, row) in found.rows.prefix(found.size).enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      try row.withBytes("document") { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: "]}".utf8)
    return .page(bytes, .ofFeed(version: found.version))
  }
}

enum Services {
  static func one(_ call: Call<FeedItemPath, NoInput, NoInput>) async throws -> Published<ORUK.Service> {
    try await call.published(
      "SELECT full_document AS document, etag FROM service_documents WHERE id = \(call.path.id)::uuid")
  }

  static func list(_ call: Call<NoInput, ServiceListQuery, NoInput>) async throws -> FeedList<ServiceForms> {
    let query = call.query
    let minimal = query.minimal == true
    var listing: Listing = minimal ? .minimalServices : .services(query.full == true ? .full : .summary)
    listing.filter(by: query)
    return try await call.list(
      listing, page: query.page, size: query.perPage, format: query.format, whole: minimal)
  }
}

enum ServicesAtLocations {
  static func one(_ call: Call<FeedItemPath, NoInput, NoInput>) async throws -> Published<ORUK.ServiceAtLocation> {
    try await call.published(
      "SELECT full_document AS document, etag FROM service_at_location_documents WHERE id = \(call.path.id)::uuid")
  }

  static func list(
    _ call: Call<NoInput, ServiceAtLocationListQuery, NoInput>
  ) async throws -> FeedList<ServiceAtLocationForms> {
    let query = call.query
    var listing: Listing = .servicesAtLocations(query.full == true ? .full : .summary)
    listing.filter(by: query)
    if let postcode = query.postcode {
      guard let place = try await call.feed.point(of: postcode) else {
        throw Problem.invalid(.parameter("postcode"), .unknown, "The postcode is not known here.")
      }
      listing.near(place, within: query.proximity?.number)
    } else if query.proximity != nil {
      throw Problem.invalid(.parameter("proximity"), .missing, "A proximity needs a postcode to be near to.")
    }
    return try await call.list(listing, page: query.page, size: query.perPage, format: query.format)
  }
}

/// An organisation with its services as references, or whole.
typealias OrganizationAnswer = Either<Published<ORUK.OrganizationFull>, Published<ORUK.OrganizationWithServices>>

enum Organizations {
  static func one(
    _ call: Call<FeedItemPath, OrganizationQuery, NoInput>
  ) async throws -> OrganizationAnswer {
    guard call.query.fullService == true else {
      return .first(
        try await call.published(
          "SELECT full_document AS document, etag FROM organization_documents WHERE id = \(call.path.id)::uuid"))
    }
    return .second(
      try await call.published(
        "SELECT d.document, d.etag FROM (\(FeedRepository.organizationsWithServices)) d WHERE d.id = \(call.path.id)::uuid"
      ))
  }

  static func list(
    _ call: Call<NoInput, OrganizationListQuery, NoInput>
  ) async throws -> FeedList<OrganizationForms> {
    let query = call.query
    var listing: Listing =
      query.fullService == true ? .organizationsWithServices : .organizations(query.full == true ? .full : .summary)
    listing.search(query.search?.text)
    return try await call.list(listing, page: query.page, size: query.perPage, format: query.format)
  }
}

enum Taxonomies {
  static func one(_ call: Call<FeedItemPath, NoInput, NoInput>) async throws -> Published<ORUK.Taxonomy> {
    try await call.published(
      "SELECT full_document AS document, etag FROM taxonomy_documents WHERE id = \(call.path.id)::uuid")
  }

  static func list(_ call: Call<NoInput, TaxonomyListQuery, NoInput>) async throws -> FeedList<TaxonomyForms> {
    var listing: Listing = .taxonomies
    listing.search(call.query.search?.text)
    return try await call.list(
      listing, page: call.query.page, size: call.query.perPage, format: call.query.format)
  }
}

enum TaxonomyTerms {
  static func one(_ call: Call<FeedItemPath, NoInput, NoInput>) async throws -> Published<ORUK.TaxonomyTerm> {
    try await call.published(
      "SELECT full_document AS document, etag FROM taxonomy_term_documents WHERE id = \(call.path.id)::uuid")
  }

  static func list(_ call: Call<NoInput, TaxonomyTermListQuery, NoInput>) async throws -> FeedList<TaxonomyTermForms> {
    let query = call.query
    var listing: Listing = .taxonomyTerms
    listing.search(query.search?.text)
    if let taxonomy = query.taxonomyID { listing.keep(where: "l.taxonomy_id = \(taxonomy)::uuid") }
    if let parent = query.parentID { listing.keep(where: "l.parent_id = \(parent)::uuid") }
    if query.topOnly == true { listing.keep(where: "l.parent_id IS NULL") }
    return try await call.list(listing, page: query.page, size: query.perPage, format: query.format)
  }
}

enum FeedRoot {
  /// What the service says of itself; the version names the UK profile, as its validator expects.
  static func details(_ call: Call<NoInput, NoInput, NoInput>) async throws -> Reply<ORUK.ApiDetails> {
    Reply(
      ORUK.ApiDetails(
        version: "HSDS-UK-3.0", profile: "https://docs.openreferraluk.org/en/latest/",
        openAPIURL: call.context.publicURL + "/openapi.json"), etag: ETag("hsds-uk-3.0:\(call.context.publicURL)"))
  }
}
