import API
import Domain
import JSON

/// Types of every kind that can be recorded, and some that cannot.
enum Shapes {
  struct Leaf: Described {
    let text: String
    let count: Int
    let ratio: Double
    let isTrue: Bool
    static let descriptions = ["text": "T.", "count": "C.", "ratio": "R.", "isTrue": "I."]
  }

  struct Optionals: Codable, Sendable {
    let name: String?
    let count: Int?
    let ratio: Double?
    let isTrue: Bool?
    let date: LocalDate?
    let leaf: Leaf?
    let leaves: [Leaf]?
  }

  struct Tree: Codable, Sendable {
    let name: String
    let children: [Tree]
    let parent: Box?
  }

  final class Box: Codable, Sendable {
    let tree: Tree
  }

  /// A text type of its own that decodes as a single value.
  struct Slug: Codable, Sendable {
    let text: String
    init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }

  enum Level: Int, Codable, CaseIterable, Sendable {
    case low = 1
    case high = 5
  }

  struct Mixture: Codable, Sendable {
    let slug: Slug
    let level: Level
    let genre: Library.Genre
    let byName: [String: Leaf]
    let perhaps: [String?]
    let limit: PageLimit
    let code: BoundedText<2, 3>
    let some: BoundedList<Int, 1, 2>
    let patch: Patch<LocalDate>
  }

  struct Renamed: Codable, Sendable {
    let firstName: String
    enum CodingKeys: String, CodingKey { case firstName = "first_name" }
  }

  struct Phone: Described, Equatable {
    let number: String
    static let descriptions = ["number": "N."]
  }

  struct Letter: Described, Equatable {
    let street: String
    let to: Postcode
    static let descriptions = ["street": "S.", "to": "T."]
  }

  enum Reach: OneOf, Equatable {
    case phone(Phone)
    case letter(Letter)

    static let discriminator = "kind"
    static let variants = [Variant("phone", Phone.self, Reach.phone), Variant("letter", Letter.self, Reach.letter)]

    var chosen: (tag: String, content: any Encodable) {
      switch self {
      case .phone(let phone): ("phone", phone)
      case .letter(let letter): ("letter", letter)
      }
    }
  }

  struct Contact: Codable, Sendable, Equatable {
    let name: String
    let reach: Reach
    let others: [Reach]
  }

  // MARK: What cannot be recorded

  struct Direct: Codable, Sendable {
    let indirect: Indirect
    final class Indirect: Codable, Sendable {
      let direct: Direct
    }
  }

  struct ByHand: Codable, Sendable {
    init(from decoder: any Decoder) throws { _ = try decoder.unkeyedContainer() }
    func encode(to encoder: any Encoder) throws {}
  }

  struct Small: Codable, Sendable {
    let number: Int8
  }

  enum Empty: String, Codable, CaseIterable, Sendable {
    case never
    static let allCases: [Empty] = []
  }

  enum Inner {
    struct Leaf: Codable, Sendable {
      let other: String
    }
  }

  struct PhoneTwice: Codable, Sendable {
    let reach: Reach
    let phone: Phone
  }

  struct PhoneFirst: Codable, Sendable {
    let phone: Phone
    let reach: Reach
  }

  struct TwoLeaves: Codable, Sendable {
    let one: Leaf
    let other: Inner.Leaf
  }
}
