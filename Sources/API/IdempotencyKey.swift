/// The caller's name for one operation, so that a repeated call is not carried out twice
/// (draft-ietf-httpapi-idempotency-key-header).
public struct IdempotencyKey: Sendable, Hashable {
  /// The key without its quotation marks.
  public let text: String

  /// Reads the field: a quoted string (RFC 8941 §3.3.3) or, as most clients send it, the bare text; 1 to 255 visible
  /// ASCII characters or spaces.
  public init?(field: String) {
    var text = Substring(field)
    if text.first == "\"" {
      guard text.count >= 2, text.last == "\"" else { return nil }
      text = text.dropFirst().dropLast()
    }
    guard (1...255).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    else { return nil }
    self.text = String(text)
  }
}
