import Domain

extension ORUK {
  /// A language that staff speak.
  struct Language: FeedShape {
    var id: Identifier
    var name: String?
    var code: String?
    var note: String?

    static let descriptions = sharedDescriptions("id").adding([
      "name": "The language's name in English.",
      "code": "The language's code in ISO 639-1 or 639-3, such as `ur` or `bfi`.",
      "note": "What to know, such as the days on which someone speaks it.",
    ])

    static let example = Language(
      id: exampleID(0x33), name: "Punjabi", code: "pa", note: "Spoken by two play workers, on most Saturdays")
  }
}
