import API

extension ORUK {
  /// An organisation as the services that it provides show it: with everything but the list of its services.
  struct Organization: ExtendedShape {
    /// What belongs to the organisation.
    struct Details: Described {
      var organizationIdentifiers: [OrganizationIdentifier]?
      var funding: [Funding]?
      var contacts: [Contact]?
      var phones: [Phone]?
      var attributes: [Attribute]?

      enum CodingKeys: String, CodingKey {
        case organizationIdentifiers = "organization_identifiers"
        case funding, contacts, phones, attributes
      }

      static let descriptions = sharedDescriptions("funding", "contacts", "phones", "attributes")
        .adding(["organization_identifiers": "Numbers that registers of charities, companies and others gave it."])
    }

    var base: OrganizationSummary
    var details: Details

    static let example = Organization(
      base: .example,
      details: Details(
        organizationIdentifiers: [.example], funding: [.example], contacts: [.example], phones: [.example],
        attributes: [.example]))
  }
}
