extension ORUK {
  /// What the feed says of itself at its root.
  struct ApiDetails: FeedShape {
    var version: String
    var profile: String
    var openAPIURL: String

    enum CodingKeys: String, CodingKey {
      case version, profile
      case openAPIURL = "openapi_url"
    }

    static let descriptions = [
      "version": "The standard that this feed follows; always `HSDS-UK-3.0`.",
      "profile": "The web address at which the United Kingdom's profile of the standard is documented.",
      "openapi_url": "The web address of the machine-readable contract of this service.",
    ]

    static let example = ApiDetails(
      version: "HSDS-UK-3.0",
      profile: "https://docs.openreferraluk.org/en/latest/",
      openAPIURL: "https://api.dudley.example/openapi.json")
  }
}
