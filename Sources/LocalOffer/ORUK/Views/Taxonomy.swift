import API
import Domain

extension ORUK {
  /// A controlled vocabulary as lists show it.
  struct TaxonomySummary: FeedShape {
    var id: Identifier
    var name: String
    var description: String
    var uri: URIText?
    var version: String?

    static let descriptions = [
      "id": "The vocabulary's UUID, which `taxonomy_id` asks for.",
      "name": "What the vocabulary is called.",
      "description": "What the vocabulary is for; empty where the supplier did not say.",
      "uri": "A lasting name for the vocabulary on the web.",
      "version": "Which edition of the vocabulary this is.",
    ]

    static let example = TaxonomySummary(
      id: exampleID(0x50),
      name: "Needs",
      description: "The special educational needs and disabilities that services support.",
      uri: URIText(rawValue: "https://vocabulary.dudley.example/needs")!,
      version: "2026-09")
  }

  /// A controlled vocabulary with its terms.
  struct Taxonomy: ExtendedShape {
    /// What the vocabulary consists of.
    struct Details: Described {
      var taxonomyTerms: [TaxonomyTerm]?

      enum CodingKeys: String, CodingKey {
        case taxonomyTerms = "taxonomy_terms"
      }

      static let descriptions = ["taxonomy_terms": "Every term of the vocabulary, by name."]
    }

    var base: TaxonomySummary
    var details: Details

    static let example = Taxonomy(base: .example, details: Details(taxonomyTerms: [.example]))
  }
}
