import Domain

extension ORUK {
  /// A location as lists show it: what it is and where.
  struct LocationSummary: FeedShape {
    var id: Identifier
    var locationType: PlaceType
    var name: String?
    var alternateName: String?
    var description: String?
    var transportation: String?
    var url: URIText?
    var latitude: Double?
    var longitude: Double?
    var externalIdentifier: String?
    var externalIdentifierType: String?
    var organizationID: Identifier?

    enum CodingKeys: String, CodingKey {
      case id
      case locationType = "location_type"
      case name
      case alternateName = "alternate_name"
      case description, transportation, url, latitude, longitude
      case externalIdentifier = "external_identifier"
      case externalIdentifierType = "external_identifier_type"
      case organizationID = "organization_id"
    }

    static let descriptions = [
      "id": "The location's UUID, the same in every service that takes place there.",
      "location_type": "Whether the location is a place to go to, an address to write to, or online.",
      "name": "What the location is called.",
      "alternate_name": "Another name that people know the location by.",
      "description": "What to know about the location, as plain text.",
      "transportation": "How to get there: buses, parking, step-free ways.",
      "url": "Where to join, for a location that is online.",
      "latitude": "Degrees north of the equator (WGS 84).",
      "longitude": "Degrees east of Greenwich (WGS 84), negative for nearly all of England.",
      "external_identifier": "The number that a register of places gave the location.",
      "external_identifier_type": "Which register that is, such as `UPRN`.",
      "organization_id": "The id of the organisation that looks after the location.",
    ]

    static let example = LocationSummary(
      id: exampleID(0x20),
      locationType: .physical,
      name: "Copperleaf Hall",
      alternateName: "The old Sunday school",
      description:
        "A single-storey hall behind a gate with a child-proof latch. Press the bell, and someone comes out.",
      transportation: "Six minutes on foot from Dudley bus station. Two parking spaces for Blue Badge holders.",
      latitude: 52.50625,
      longitude: -2.09886,
      externalIdentifier: "990000012345",
      externalIdentifierType: "UPRN",
      organizationID: OrganizationSummary.example.id)
  }
}
