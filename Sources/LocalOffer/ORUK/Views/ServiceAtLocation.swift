import Domain

extension ORUK {
  /// That a service takes place at a location, with everything that is particular to the two together.
  struct ServiceAtLocation: FeedShape {
    var id: Identifier
    var serviceID: Identifier
    var locationID: Identifier?
    var description: String?
    var location: Location?
    var contacts: [Contact]?
    var phones: [Phone]?
    var schedules: [Schedule]?
    var attributes: [Attribute]?
    var service: Service?

    enum CodingKeys: String, CodingKey {
      case id
      case serviceID = "service_id"
      case locationID = "location_id"
      case description, location, contacts, phones, schedules, attributes, service
    }

    static let descriptions = ServiceAtLocationSummary.descriptions
      .adding(sharedDescriptions("contacts", "phones", "schedules", "attributes"))
      .adding(["service": "What takes place there; left out inside that service."])

    static let example = ServiceAtLocation(
      id: ServiceAtLocationSummary.example.id,
      serviceID: ServiceAtLocationSummary.example.serviceID,
      locationID: ServiceAtLocationSummary.example.locationID,
      description: ServiceAtLocationSummary.example.description,
      location: .example,
      contacts: [.example],
      phones: [.mobileExample],
      schedules: [.example],
      attributes: [.example],
      service: .exampleWithoutLocations)
  }

  /// A service at a location as lists show it: what takes place where.
  struct ServiceAtLocationSummary: FeedShape {
    var id: Identifier
    var serviceID: Identifier
    var locationID: Identifier?
    var description: String?
    var location: LocationSummary?
    var service: ServiceSummary

    enum CodingKeys: String, CodingKey {
      case id
      case serviceID = "service_id"
      case locationID = "location_id"
      case description, location, service
    }

    static let descriptions = [
      "id": "The UUID of this service at this location.",
      "service_id": "The id of the service.",
      "location_id": "The id of the location.",
      "description": "What is particular about the service at this location.",
      "location": "Where it takes place; absent where the feed does not hold the location.",
      "service": "What takes place there.",
    ]

    static let example = ServiceAtLocationSummary(
      id: exampleID(2),
      serviceID: ServiceFacts.example.id,
      locationID: LocationSummary.example.id,
      description: "In the garden room, by the side entrance.",
      location: .example,
      service: .example)
  }
}
