/// Takes the path and the query of a request apart (RFC 3986 §2.1, §3.3, §3.4).
public enum Target {
  /// The bytes with each `%XX` replaced by the byte it stands for; nil when a percent sign lacks its two digits.
  /// - Parameter plusIsSpace: whether `+` stands for a space, as in a query that a form made.
  public static func percentDecode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      if byte == .percent {
        guard let high = rest.next()?.hexDigit, let low = rest.next()?.hexDigit else { return nil }
        decoded.append(UInt8(high << 4 | low))
      } else {
        decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? .space : byte)
      }
    }
    return decoded
  }

  /// The `name=value` pairs of a query in order, decoded, `+` as a space; empty pairs are skipped, and a name alone
  /// has an empty value. Nil for a broken escape or for bytes that are not UTF-8. NUL passes.
  public static func queryItems(_ query: [UInt8]) -> [(name: String, value: String)]? {
    var items: [(name: String, value: String)] = []
    for pair in query.split(separator: UInt8(ascii: "&")) {
      let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = text(sides[0], plusIsSpace: true) else { return nil }
      guard let value = sides.count == 1 ? "" : text(sides[1], plusIsSpace: true) else { return nil }
      items.append((name, value))
    }
    return items
  }

  /// The segments of a path, decoded one by one, so that `%2F` stays inside its segment: `/` has none, `/a/` has
  /// `a` and an empty one. `.` and `..` are segments like others. Nil when the path does not begin with `/`, for a
  /// broken escape, or for bytes that are not UTF-8.
  public static func pathSegments(_ path: [UInt8]) -> [String]? {
    guard path.first == .slash else { return nil }
    if path.count == 1 { return [] }
    var segments: [String] = []
    for piece in path.dropFirst().split(separator: .slash, omittingEmptySubsequences: false) {
      guard let segment = text(piece, plusIsSpace: false) else { return nil }
      segments.append(segment)
    }
    return segments
  }

  private static func text(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
    percentDecode(bytes, plusIsSpace: plusIsSpace).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
