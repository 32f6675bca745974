import API

extension ORUK {
  /// A service as lists show it: what it says of itself, and who provides it.
  struct ServiceSummary: ExtendedShape {
    /// Who provides the service, in brief.
    struct Details: Described {
      var organization: OrganizationSummary?

      static let descriptions = [
        "organization": "Who provides the service; absent where the feed does not hold the organisation."
      ]
    }

    var base: ServiceFacts
    var details: Details

    static let example = ServiceSummary(base: .example, details: Details(organization: .example))
  }
}
