import Domain

extension ORUK {
  /// A service as the minimal list shows it, for those who keep a copy of the feed and want to know what has changed.
  struct ServiceReference: FeedShape {
    var id: Identifier
    var modifiedDate: Instant

    enum CodingKeys: String, CodingKey {
      case id
      case modifiedDate = "modified_date"
    }

    static let descriptions = [
      "id": "The id of the service.",
      "modified_date": "When the full record last changed, whatever changed it: what `modified_after` compares.",
    ]

    static let example = ServiceReference(
      id: ServiceFacts.example.id, modifiedDate: Instant("2026-10-14T09:31:07.482Z")!)
  }
}
