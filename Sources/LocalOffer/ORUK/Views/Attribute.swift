import Domain

extension ORUK {
  /// That a term of a controlled vocabulary describes the record in which this stands.
  struct Attribute: FeedShape {
    var id: Identifier
    var linkType: String?
    var linkEntity: String?
    var label: String?
    var value: String?
    var taxonomyTermID: Identifier?
    var taxonomyTerm: TaxonomyTerm?

    enum CodingKeys: String, CodingKey {
      case id
      case linkType = "link_type"
      case linkEntity = "link_entity"
      case label, value
      case taxonomyTermID = "taxonomy_term_id"
      case taxonomyTerm = "taxonomy_term"
    }

    static let descriptions = sharedDescriptions("id").adding([
      "link_type": "What the term says of the record, such as a need that it meets or an audience.",
      "link_entity": "The kind of record that the term describes.",
      "label": "What to write before the value when showing it.",
      "value": "A value that goes with the term, such as a number of places.",
      "taxonomy_term_id": "The id of the term, only where the feed does not hold the term itself.",
      "taxonomy_term": "The term.",
    ])

    static let example = Attribute(
      id: exampleID(0x40), linkType: "need", linkEntity: "service", label: "Need supported",
      value: "Autism, with or without a diagnosis", taxonomyTerm: .example)
  }
}
