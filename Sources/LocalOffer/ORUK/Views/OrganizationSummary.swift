import Domain

extension ORUK {
  /// An organisation as lists show it: what it says of itself.
  struct OrganizationSummary: FeedShape {
    var id: Identifier
    var name: String
    var alternateName: String?
    var description: String
    var email: EmailText?
    var website: URIText?
    var yearIncorporated: Double?
    var legalStatus: String?
    var logo: String?
    var uri: URIText?
    var parentOrganizationID: Identifier?

    enum CodingKeys: String, CodingKey {
      case id, name
      case alternateName = "alternate_name"
      case description, email, website
      case yearIncorporated = "year_incorporated"
      case legalStatus = "legal_status"
      case logo, uri
      case parentOrganizationID = "parent_organization_id"
    }

    static let descriptions = [
      "id": "The organisation's UUID, which stays the same for as long as the organisation is listed.",
      "name": "What the organisation is called.",
      "alternate_name": "Another name that people know the organisation by.",
      "description": "What the organisation does, as plain text; empty where the supplier did not say.",
      "email": "Where to write to the organisation.",
      "website": "The organisation's web site.",
      "year_incorporated": "The year in which the organisation came to be in law.",
      "legal_status": "What kind of body the organisation is in law, such as a charity or a council.",
      "logo": "The web address of a picture to show beside the name.",
      "uri": "A lasting name for the organisation on the web, for matching it with other data.",
      "parent_organization_id": "The id of the organisation that this one is part of, which the feed may not hold.",
    ]

    static let example = OrganizationSummary(
      id: exampleID(0x10),
      name: "Copperleaf Children's Trust",
      alternateName: "Copperleaf",
      description: "A Dudley charity that runs play, clubs and breaks for disabled children and their families.",
      email: EmailText(rawValue: "hello@copperleaf.example")!,
      website: URIText(rawValue: "https://www.copperleaf.example/")!,
      yearIncorporated: 1998,
      legalStatus: "Charitable incorporated organisation",
      logo: "https://www.copperleaf.example/images/leaf.png",
      uri: URIText(rawValue: "https://register.example/charities/9999123")!,
      parentOrganizationID: exampleID(0x11))
  }
}
