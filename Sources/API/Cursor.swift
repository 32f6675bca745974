import JSON

/// Where a page of a list ended: the values that the list is ordered by, the last of them unique.
///
/// A list is read on with one row comparison, `(a, id) > ($1, $2)`, so that the hundredth page costs as much as the
/// first.
public protocol PageKey: Codable, Sendable {
  /// The list and its order, so that a cursor of one list is refused by another.
  static var list: String { get }
  /// A key that shows what a cursor looks like.
  static var example: Self { get }
}

/// A key as a caller sees it: opaque, and good only for the list it came from.
public struct Cursor<Key: PageKey>: SchemaValue, Sendable {
  /// The values at which the last page ended.
  public let key: Key
  /// Base64url (RFC 4648 §5) of a checksum and the key as JSON; needs no escaping in a query.
  public let text: String

  /// Throws what the key throws when it is written.
  public init(_ key: Key) throws {
    self.key = key
    let content = try JSONWriter.encode(key)
    text = Base64URL.encode(Self.checksum(of: content) + content)
  }

  /// Nil when the text was not made here, was altered, or belongs to another list. The checksum is no secret: a
  /// forged cursor tells its forger nothing that the list would not.
  public init?(_ text: String) {
    guard let bytes = Base64URL.decode(text), bytes.count > 8 else { return nil }
    let content = Array(bytes.dropFirst(8))
    guard Array(bytes.prefix(8)) == Self.checksum(of: content), let tree = try? JSONParser.parse(content),
      let key = try? JSONTree.decode(Key.self, from: tree)
    else { return nil }
    self.key = key
    self.text = text
  }

  public static var schema: ValueSchema {
    .text("a cursor that this list gave as next", pattern: "^[A-Za-z0-9_-]+$", length: 1...1_000) { Self($0) != nil }
  }

  public static var example: Self {
    // An example is a constant of the program: one that cannot be written fails every test of its route.
    try! Self(Key.example)
  }

  /// Over the name of the list and the key.
  private static func checksum(of content: [UInt8]) -> [UInt8] {
    var checksum = Checksum()
    checksum.add(Key.list.utf8)
    checksum.add(CollectionOfOne(0))
    checksum.add(content)
    return checksum.bytes
  }
}

extension Cursor: Codable {
  /// Throws `DecodingError.dataCorrupted` for what this list did not give.
  public init(from decoder: any Decoder) throws {
    let text = try String(from: decoder)
    guard let cursor = Self(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a cursor of \(Key.list)"))
    }
    self = cursor
  }

  public func encode(to encoder: any Encoder) throws {
    try text.encode(to: encoder)
  }
}
