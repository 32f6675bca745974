import Domain

extension ORUK {
  /// An address of a location. A member that the standard requires and the supplier left out is an empty text.
  struct Address: FeedShape {
    var id: Identifier
    var attention: String?
    var address1: String
    var address2: String?
    var city: String
    var region: String?
    var stateProvince: String
    var postalCode: String
    var country: String
    var addressType: PlaceType
    var attributes: [Attribute]?

    enum CodingKeys: String, CodingKey {
      case id, attention
      case address1 = "address_1"
      case address2 = "address_2"
      case city, region
      case stateProvince = "state_province"
      case postalCode = "postal_code"
      case country
      case addressType = "address_type"
      case attributes
    }

    static let descriptions = sharedDescriptions("id", "attributes").adding([
      "attention": "Whose name to put on a letter.",
      "address_1": "Building and street; empty where the supplier did not say.",
      "address_2": "A second line of building and street.",
      "city": "Town or city; empty where the supplier did not say.",
      "region": "A wider area that people know, such as the Black Country.",
      "state_province": "County or metropolitan area; empty where the supplier did not say.",
      "postal_code": "Postcode; empty where the supplier did not say.",
      "country": "Country as two letters (ISO 3166-1), normally `GB`; empty where the supplier did not say.",
      "address_type": "Whether people go to the address, write to it, or find it online.",
    ])

    static let example = Address(
      id: exampleID(0x21),
      attention: "The play team",
      address1: "Copperleaf Hall, 7 Larkmeadow Row",
      address2: "Off Tinderbox Street",
      city: "Dudley",
      region: "Black Country",
      stateProvince: "West Midlands",
      postalCode: "DY1 2DD",
      country: "GB",
      addressType: .physical,
      attributes: [.example])
  }
}
