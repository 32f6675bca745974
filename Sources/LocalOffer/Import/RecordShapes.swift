extension RecordShape {
  /// A service of ORUK v3.0 with everything nested in it, and the members of HSDS 3.0 that this service publishes.
  static let service = RecordShape(
    .service,
    [
      "organization_id": .reference(.organization),
      "name": .name,
      "alternate_name": .line,
      "description": .prose,
      "url": .webAddress,
      "email": .email,
      "status": .choice(["active", "inactive", "defunct", "temporarily closed"], otherwise: .reject),
      "interpretation_services": .prose,
      "application_process": .prose,
      "fees_description": .prose,
      "wait_time": .prose,
      "fees": .prose,
      "accreditations": .prose,
      "eligibility_description": .prose,
      "minimum_age": .number(ages),
      "maximum_age": .number(ages),
      "assured_date": .date,
      "assurer_email": .email,
      "licenses": .prose,
      "alert": .prose,
      "last_modified": .instant,
      "phones": .parts(phone),
      "schedules": .parts(schedule),
      "service_areas": .parts(serviceArea),
      "languages": .parts(language),
      "funding": .parts(funding),
      "cost_options": .parts(costOption),
      "contacts": .parts(contact),
      "attributes": .parts(attribute),
      "service_at_locations": .parts(serviceAtLocation),
      "organization": .part(organization),
    ])

  static let organization = RecordShape(
    .organization, mayBeReference: true,
    [
      "name": .name,
      "alternate_name": .line,
      "description": .prose,
      "email": .email,
      "website": .webAddress,
      "year_incorporated": .number(1...9999),
      "legal_status": .line,
      "logo": .line,
      "uri": .uri,
      "parent_organization_id": .reference(.organization),
      "organization_identifiers": .parts(organizationIdentifier),
      "funding": .parts(funding),
      "contacts": .parts(contact),
      "phones": .parts(phone),
      "attributes": .parts(attribute),
    ])

  static let serviceAtLocation = RecordShape(
    .serviceAtLocation,
    [
      "location_id": .reference(.location),
      "description": .prose,
      "location": .part(location),
      "contacts": .parts(contact),
      "phones": .parts(phone),
      "schedules": .parts(schedule),
      "attributes": .parts(attribute),
    ])

  static let location = RecordShape(
    .location, mayBeReference: true,
    [
      "location_type": .choice(placeTypes, otherwise: .use("physical")),
      "name": .line,
      "alternate_name": .line,
      "description": .prose,
      "transportation": .prose,
      "url": .webAddress,
      "latitude": .number(-90...90),
      "longitude": .number(-180...180),
      "external_identifier": .line,
      "external_identifier_type": .line,
      "organization_id": .reference(.organization),
      "addresses": .parts(address),
      "accessibility": .parts(accessibility),
      "languages": .parts(language),
      "contacts": .parts(contact),
      "phones": .parts(phone),
      "schedules": .parts(schedule),
      "attributes": .parts(attribute),
    ])

  /// A vocabulary with its terms.
  static let taxonomy = RecordShape(
    .taxonomy,
    [
      "name": .name, "description": .prose, "uri": .uri, "version": .line, "taxonomy_terms": .parts(listedTerm),
    ])

  /// A term, which may hold the vocabulary that it is of.
  static let taxonomyTerm = RecordShape(.taxonomyTerm, mayBeReference: true, termMembers)

  /// A term in the list of its vocabulary.
  static let listedTerm = RecordShape(.taxonomyTerm, termMembers)

  private static let termMembers: KeyValuePairs<String, MemberRule> = [
    "code": .line,
    "name": .name,
    "description": .prose,
    "parent_id": .reference(.taxonomyTerm),
    "taxonomy": .line,
    "taxonomy_id": .reference(.taxonomy),
    "taxonomy_detail": .part(taxonomyDetail),
    "language": .line,
    "term_uri": .uri,
    "term": .line,
  ]

  private static let taxonomyDetail = RecordShape(
    .taxonomy, mayBeReference: true, ["name": .name, "description": .prose, "uri": .uri, "version": .line])

  static let placeTypes = ["physical", "postal", "virtual"]
  private static let ages = 0.0...150
}
