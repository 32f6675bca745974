import API

extension ORUK {
  /// A service with everything that belongs to it.
  struct Service: ExtendedShape {
    /// What belongs to the service.
    struct Details: Described {
      var phones: [Phone]?
      var schedules: [Schedule]?
      var serviceAreas: [ServiceArea]?
      var languages: [Language]?
      var funding: [Funding]?
      var costOptions: [CostOption]?
      var contacts: [Contact]?
      var attributes: [Attribute]?
      var serviceAtLocations: [ServiceAtLocation]?
      var organization: Organization?

      enum CodingKeys: String, CodingKey {
        case phones, schedules
        case serviceAreas = "service_areas"
        case languages, funding
        case costOptions = "cost_options"
        case contacts, attributes
        case serviceAtLocations = "service_at_locations"
        case organization
      }

      static let descriptions = ServiceSummary.Details.descriptions
        .adding(sharedDescriptions("phones", "schedules", "languages", "funding", "contacts", "attributes"))
        .adding([
          "service_areas": "Where people must live to use the service; nobody said so where there are none.",
          "cost_options": "What the service costs, with amounts, for whom and until when.",
          "service_at_locations": "Where the service takes place; left out inside a service at a location.",
        ])
    }

    var base: ServiceFacts
    var details: Details

    static let example: Service = {
      var place = ServiceAtLocation.example
      place.service = nil
      var service = exampleWithoutLocations
      service.details.serviceAtLocations = [place]
      return service
    }()

    /// The example as a service at a location shows it.
    static let exampleWithoutLocations = Service(
      base: .example,
      details: Details(
        phones: [.example], schedules: [.example], serviceAreas: [.example], languages: [.example],
        funding: [.example], costOptions: [.example], contacts: [.example], attributes: [.example],
        organization: .example))
  }
}
