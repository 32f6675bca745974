import Domain

extension ORUK {
  /// Where money for a service or an organisation comes from.
  struct Funding: FeedShape {
    var id: Identifier
    var source: String?

    static let descriptions = sharedDescriptions("id").adding(["source": "Who pays, in words."])

    static let example = Funding(id: exampleID(0x36), source: "Dudley Council's short breaks grant, and donations")
  }
}
