/// The one JSON parser of this service: RFC 8259, and stricter where two readers could understand a text differently.
///
/// Refused beyond the grammar: a byte order mark, names that occur twice in an object, `U+0000` (PostgreSQL's `text`
/// cannot hold it), lone surrogates, numbers that overflow a `Double`, and nesting past the limit. Names are the same
/// when Swift's `String` says so, so canonically equivalent spellings count as one name.
public enum JSONParser {
  /// Reads one JSON text that fills `bytes`, white space around it allowed.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits = .standard
  ) throws(JSONSyntaxError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONSyntaxError) in
      try parse(buffer, limits: limits)
    }
  }

  /// Reads one JSON text that fills `bytes`, white space around it allowed; keeps nothing of the buffer.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard
  ) throws(JSONSyntaxError) -> JSONValue {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      throw JSONSyntaxError(offset: 0, reason: "The text is empty.")
    }
    var reader = JSONReader(input: start, count: bytes.count, depthLimit: limits.depth)
    return try reader.text()
  }
}
