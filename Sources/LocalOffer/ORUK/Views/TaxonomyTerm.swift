import Domain

extension ORUK {
  /// A term of a controlled vocabulary.
  struct TaxonomyTerm: FeedShape {
    var id: Identifier
    var code: String?
    var name: String
    var description: String
    var parentID: Identifier?
    var taxonomy: String?
    var taxonomyID: Identifier?
    var language: String?
    var termURI: URIText?
    var term: String?

    enum CodingKeys: String, CodingKey {
      case id, code, name, description
      case parentID = "parent_id"
      case taxonomy
      case taxonomyID = "taxonomy_id"
      case language
      case termURI = "term_uri"
      case term
    }

    static let descriptions = [
      "id": "The term's UUID, which `taxonomy_term_id` asks for.",
      "code": "The short code that the vocabulary has for the term.",
      "name": "The term, as people read it.",
      "description": "What the term covers; empty where the supplier did not say.",
      "parent_id": "The id of the broader term above this one; the feed may not hold it.",
      "taxonomy": "The name of the vocabulary that the term comes from.",
      "taxonomy_id": "The id of the vocabulary that the term comes from; the feed may not hold it.",
      "language": "The language that the term is in, as its ISO 639 code.",
      "term_uri": "A lasting name for the term on the web, for matching it with other data.",
      "term": "An older member for the term, kept for suppliers that still fill it: prefer `name`.",
    ]

    static let example = TaxonomyTerm(
      id: exampleID(0x41),
      code: "ASD",
      name: "Autism",
      description: "Autistic children and young people, whether or not they have a diagnosis.",
      parentID: exampleID(0x42),
      taxonomy: TaxonomySummary.example.name,
      taxonomyID: TaxonomySummary.example.id,
      language: "en",
      termURI: URIText(rawValue: "https://vocabulary.dudley.example/needs/asd")!,
      term: "Autism")
  }
}
