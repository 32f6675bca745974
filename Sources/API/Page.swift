import HTTP
import JSON

/// A page of a list: its items, and the cursor of the next page where there is one; the next page is also a `Link`.
public struct Page<Item: Exemplified>: Exemplified {
  /// The items, in the order of the list.
  public let items: [Item]
  /// Sent back as `after`, it gives the next page; absent on the last.
  public let next: String?

  /// A page, and the cursor of the next unless it is the last.
  public init<Key>(items: [Item], next: Cursor<Key>?) {
    self.items = items
    self.next = next?.text
  }

  private init(example item: Item) {
    items = [item]
    next = nil
  }

  public static var example: Self { Self(example: Item.example) }

  public static var descriptions: [String: String] {
    [
      "items": "The items of this page, in the order of the list.",
      "next": "The cursor of the next page, to send as `after`; absent on the last page.",
    ]
  }
}

extension Page: Answer {
  public static var replies: [ReplyShape] {
    [ReplyShape(status: 200, description: "A page of the list.", content: .json(Self.self), fields: [.link])]
  }

  public func write(to response: inout Response, for head: RequestHead) throws {
    if let next { response.add([Link(to: head.target(replacing: "after", with: next), relation: "next")]) }
    response.fields.append(.jsonContent)
    response.body = .bytes(try JSONWriter.encode(self))
  }
}

/// How many items of a list are asked for: 1 to 200, 50 unless said otherwise.
public struct PageLimit: Defaulted, Equatable {
  /// How many, 1 to 200.
  public let number: Int

  public static var schema: ValueSchema { .integer(1...200) }
  public static let example = PageLimit(number: 50)
  public static let whenAbsent = PageLimit(number: 50)

  private init(number: Int) {
    self.number = number
  }

  public init(from decoder: any Decoder) throws {
    number = try BoundedInteger<1, 200>(from: decoder).number
  }

  public func encode(to encoder: any Encoder) throws {
    try number.encode(to: encoder)
  }
}
