import Domain

extension ORUK {
  /// A service as the organisation that provides it lists it.
  struct OrganizationService: FeedShape {
    var id: Identifier
    var name: String
    var status: ServiceStatus

    static let descriptions = ServiceFacts.descriptions.filter { ["id", "name", "status"].contains($0.key) }

    static let example = OrganizationService(
      id: ServiceFacts.example.id, name: ServiceFacts.example.name, status: ServiceFacts.example.status)
  }
}
