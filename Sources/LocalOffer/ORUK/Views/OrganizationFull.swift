import API

extension ORUK {
  /// An organisation with everything that belongs to it, and with the names of its services.
  struct OrganizationFull: ExtendedShape {
    /// What the organisation provides, in brief.
    struct Details: Described {
      var services: [OrganizationService]?

      static let descriptions = ["services": "The services that the organisation provides, by name."]
    }

    var base: Organization
    var details: Details

    static let example = OrganizationFull(base: .example, details: Details(services: [.example]))
  }

  /// An organisation with everything that belongs to it, its services included.
  struct OrganizationWithServices: ExtendedShape {
    /// What the organisation provides.
    struct Details: Described {
      var services: [Service]?

      static let descriptions = OrganizationFull.Details.descriptions
    }

    var base: Organization
    var details: Details

    static let example = OrganizationWithServices(base: .example, details: Details(services: [.example]))
  }
}
