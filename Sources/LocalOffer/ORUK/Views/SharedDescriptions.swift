extension ORUK {
  /// What members say that mean the same in several shapes, by their names.
  static func sharedDescriptions(_ names: String...) -> [String: String] {
    wordings.filter { names.contains($0.key) }
  }

  private static let wordings = [
    "id": "The UUID of this entry, which is only unique within the record that the entry belongs to.",
    "phones": "Telephone numbers, in the order in which to try them.",
    "schedules": "When it is open or takes place; several entries add up.",
    "languages": "Languages that staff speak without an interpreter.",
    "contacts": "People or desks to ask, in the order in which to try them.",
    "funding": "Where the money comes from.",
    "attributes": "Terms of controlled vocabularies that describe it, such as the needs it meets.",
  ]
}

extension [String: String] {
  /// These descriptions and more.
  func adding(_ more: [String: String]) -> [String: String] {
    merging(more) { _, new in new }
  }
}
