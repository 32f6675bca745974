import Domain

extension ORUK {
  /// A telephone number.
  struct Phone: FeedShape {
    var id: Identifier
    var number: String
    var `extension`: Double?
    var type: String?
    var description: String?
    var languages: [Language]?

    static let descriptions = sharedDescriptions("id", "languages").adding([
      "number": "The number as people write it, spaces and all: take those out before dialling.",
      "extension": "What to dial once the call is answered.",
      "type": "What the line is for, such as `voice`, `text`, `fax` or `textphone`.",
      "description": "Who answers, and when.",
    ])

    static let example = Phone(
      id: exampleID(0x31), number: "0121 496 0123", extension: 14, type: "voice",
      description: "Play team, Tuesday to Friday, 9:30 to 15:00; please leave a message at other times",
      languages: [.example])

    static let mobileExample = Phone(
      id: exampleID(0x32), number: "07700 900456", type: "text", description: "On Saturdays while the session runs")
  }
}
