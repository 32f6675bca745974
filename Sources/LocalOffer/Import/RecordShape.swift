/// What an id belongs to; the raw value is the kind under which a supplier's own id is kept.
enum EntityKind: String, CaseIterable, Sendable {
  case service, organization, location, taxonomy, contact, phone, schedule, language, funding, address, accessibility
  case attribute
  case serviceAtLocation = "service_at_location"
  case organizationIdentifier = "organization_identifier"
  case serviceArea = "service_area"
  case costOption = "cost_option"
  case taxonomyTerm = "taxonomy_term"
}

/// What a member of a record must be, and so what is made of what a supplier wrote there.
indirect enum MemberRule: Sendable {
  /// Text of any number of lines, HTML made plain.
  case prose
  /// Text on one line, HTML made plain.
  case line
  /// The same, but a number is no name.
  case name
  /// An `http` or `https` address.
  case webAddress
  /// An absolute URI of any scheme.
  case uri
  case email
  case postcode
  case date
  case instant
  case time
  case weekday
  case weekdays
  case number(ClosedRange<Double>)
  /// One of these words, in any case.
  case choice([String], otherwise: Otherwise = .leaveOut)
  /// The id of a record of that kind.
  case reference(EntityKind)
  case part(RecordShape)
  case parts(RecordShape)

  /// What becomes of a word that is not among those of a choice.
  enum Otherwise: Sendable {
    case leaveOut, reject
    case use(String)
  }
}

/// The members of one kind of record, in the order in which they are written.
struct RecordShape: Sendable {
  let kind: EntityKind
  let members: [(name: String, rule: MemberRule)]
  /// Where each member stands in `members`.
  let places: [String: Int]
  /// Whether an object with nothing but an id stands for a record that is described elsewhere.
  let mayBeReference: Bool

  init(_ kind: EntityKind, mayBeReference: Bool = false, _ members: KeyValuePairs<String, MemberRule>) {
    self.kind = kind
    self.mayBeReference = mayBeReference
    self.members = members.map { ($0.key, $0.value) }
    places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
  }

  /// Members that say again which record a part belongs to: nothing is lost when they are left out.
  static let backReferences: Set<String> = [
    "id", "service_id", "organization_id", "location_id", "service_at_location_id", "contact_id", "phone_id", "link_id",
    "program_id",
  ]
}
