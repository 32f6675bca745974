import Domain
import JSON

/// What generated services refer to: terms of vocabularies, and addresses that exist.
public struct SampleStock: Sendable {
  struct Term: Sendable {
    let id: String
    let name: String
  }

  struct Place: Sendable {
    let postcode: String
    let latitude: Double
    let longitude: Double
  }

  /// Why the stock cannot be used, as a sentence.
  public struct Unusable: Error, CustomStringConvertible {
    public let description: String
  }

  let terms: [Term]
  let places: [Place]

  /// Reads a JSON array of vocabularies with their terms, and postcodes as `PostcodeImport` takes them.
  public init(taxonomies: [UInt8], postcodes: [UInt8]) throws {
    guard case .array(let vocabularies) = try JSONParser.parse(taxonomies) else {
      throw Unusable(description: "the sample taxonomies are not a list")
    }
    terms = vocabularies.flatMap { vocabulary -> [Term] in
      guard case .array(let terms) = vocabulary.object?["taxonomy_terms"] else { return [] }
      return terms.compactMap { term in
        guard let id = term.object?.text("id"), let name = term.object?.text("name") else { return nil }
        return Term(id: id, name: name)
      }
    }
    places = String(decoding: postcodes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      let cells = line.split(separator: ",")
      guard cells.count == 5, let latitude = Double(cells[3]), let longitude = Double(cells[4]) else { return nil }
      return Place(postcode: String(cells[0]), latitude: latitude, longitude: longitude)
    }
    guard !terms.isEmpty, !places.isEmpty else {
      throw Unusable(description: "the sample data have no taxonomy terms or no postcodes")
    }
  }
}
