import Domain

extension ORUK {
  /// One thing that helps disabled people to use a location.
  struct Accessibility: FeedShape {
    var id: Identifier
    var description: String?
    var details: String?
    var url: URIText?
    var accessibility: String?
    var attributes: [Attribute]?

    static let descriptions = sharedDescriptions("id", "attributes").adding([
      "description": "What there is.",
      "details": "How to use it, or what to ask for.",
      "url": "A page that says more about getting in and about.",
      "accessibility": "An older member for the same, kept for suppliers that still fill it: prefer `description`.",
    ])

    static let example = Accessibility(
      id: exampleID(0x22),
      description: "Changing Places toilet with a ceiling hoist",
      details: "Bring your own sling. The key hangs in the kitchen: ask anyone in a green shirt.",
      url: URIText(rawValue: "https://www.copperleaf.example/getting-in")!,
      accessibility: "Changing Places toilet",
      attributes: [.example])
  }
}
