import API

extension ORUK {
  /// A location with everything that belongs to it.
  struct Location: ExtendedShape {
    /// What belongs to the location.
    struct Details: Described {
      var addresses: [Address]?
      var accessibility: [Accessibility]?
      var languages: [Language]?
      var contacts: [Contact]?
      var phones: [Phone]?
      var schedules: [Schedule]?
      var attributes: [Attribute]?

      static let descriptions = sharedDescriptions("languages", "contacts", "phones", "schedules", "attributes")
        .adding([
          "addresses": "Postal addresses of the location.",
          "accessibility": "What helps disabled people to use the location.",
        ])
    }

    var base: LocationSummary
    var details: Details

    static let example = Location(
      base: .example,
      details: Details(
        addresses: [.example], accessibility: [.example], languages: [.example], contacts: [.example],
        phones: [.example], schedules: [.example], attributes: [.example]))
  }
}
