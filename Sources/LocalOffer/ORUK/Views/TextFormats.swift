import API
import Domain

extension ORUK {
  /// An e-mail address in the one form in which the feed publishes it.
  struct EmailText: SchemaValue, RawRepresentable {
    let rawValue: String

    /// Nil when the text is no e-mail address, or one that publication would have written otherwise.
    init?(rawValue: String) {
      guard EmailAddress.normalised(rawValue) == rawValue else { return nil }
      self.rawValue = rawValue
    }

    static let schema = ValueSchema.text("an e-mail address such as \(example.rawValue)", format: "email") {
      Self(rawValue: $0) != nil
    }

    static let example = Self(rawValue: "hello@copperleaf.example")!
  }

  /// An absolute URI (RFC 3986 §4.3): a page to open, or a name such as `urn:…` to compare. Only of schemes that do
  /// nothing when a person follows them: never `javascript:` or `data:`.
  struct URIText: SchemaValue, RawRepresentable {
    let rawValue: String

    /// Nil when the text has none of those schemes or nothing after it, or holds a space or anything else that is not printable
    /// ASCII.
    init?(rawValue: String) {
      let bytes = rawValue.utf8
      guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
        Self.schemes.contains(rawValue[..<colon].lowercased()),
        bytes.index(after: colon) < bytes.endIndex,
        bytes.allSatisfy({ UInt8(ascii: "!")...UInt8(ascii: "~") ~= $0 })
      else { return nil }
      self.rawValue = rawValue
    }

    static let schema = ValueSchema.text("a URI such as \(example.rawValue)", format: "uri") {
      Self(rawValue: $0) != nil
    }

    static let example = Self(rawValue: "https://www.copperleaf.example/play")!

    private static let schemes: Set = ["https", "http", "urn", "tag", "info", "mailto", "tel"]
  }
}
