import Domain

extension ORUK {
  /// A number that another register gave an organisation.
  struct OrganizationIdentifier: FeedShape {
    var id: Identifier
    var identifierScheme: String?
    var identifierType: String
    var identifier: String
    var attributes: [Attribute]?

    enum CodingKeys: String, CodingKey {
      case id
      case identifierScheme = "identifier_scheme"
      case identifierType = "identifier_type"
      case identifier, attributes
    }

    static let descriptions = sharedDescriptions("id", "attributes").adding([
      "identifier_scheme": "The register's code in the list at org-id.guide, such as `GB-CHC`.",
      "identifier_type": "What the number is, in words.",
      "identifier": "The number as the register writes it.",
    ])

    static let example = OrganizationIdentifier(
      id: exampleID(0x12), identifierScheme: "GB-CHC", identifierType: "Charity number", identifier: "9999123",
      attributes: [.example])
  }
}
