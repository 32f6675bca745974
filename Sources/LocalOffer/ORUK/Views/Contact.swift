import Domain

extension ORUK {
  /// A person or a desk to ask.
  struct Contact: FeedShape {
    var id: Identifier
    var name: String?
    var title: String?
    var department: String?
    var email: EmailText?
    var phones: [Phone]?
    var attributes: [Attribute]?

    static let descriptions = sharedDescriptions("id", "phones", "attributes").adding([
      "name": "Whom to ask for.",
      "title": "What the contact's job is.",
      "department": "The team that the contact works in.",
      "email": "Where to write to the contact.",
    ])

    static let example = Contact(
      id: exampleID(0x30), name: "Nasreen Attwood", title: "Play co-ordinator", department: "Play team",
      email: EmailText(rawValue: "nasreen.attwood@copperleaf.example")!, phones: [.mobileExample],
      attributes: [.example])
  }
}
