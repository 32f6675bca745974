extension ORUK {
  /// Whether a service can be used at present.
  enum ServiceStatus: String, CaseIterable, Codable, Sendable {
    case active
    case inactive
    case defunct
    case temporarilyClosed = "temporarily closed"
  }

  /// What a location or an address is: a place to go to, one to write to, or one on the internet.
  enum PlaceType: String, CaseIterable, Codable, Sendable {
    case physical
    case postal
    case virtual
  }

  /// The period after which a schedule begins again (RFC 5545 §3.3.10, of which the feed uses two).
  enum Frequency: String, CaseIterable, Codable, Sendable {
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
  }
}
