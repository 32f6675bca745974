import API

/// A shape that has every member of another and adds its own after them, all in one object.
///
/// So a list item and the full record say once what they have in common.
protocol ExtendedShape: FeedShape {
  associatedtype Base: Described
  associatedtype Details: Described
  var base: Base { get }
  var details: Details { get }
  init(base: Base, details: Details)
}

extension ExtendedShape {
  static var descriptions: [String: String] { Base.descriptions.adding(Details.descriptions) }

  init(from decoder: any Decoder) throws {
    self.init(base: try Base(from: decoder), details: try Details(from: decoder))
  }

  func encode(to encoder: any Encoder) throws {
    try base.encode(to: encoder)
    try details.encode(to: encoder)
  }
}
