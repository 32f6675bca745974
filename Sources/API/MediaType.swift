/// A media type as it stands in `Content-Type` (RFC 9110 §8.3.1), in lower case.
struct MediaType: Equatable {
  /// Type and subtype without parameters, for example `application/json`.
  let essence: String
  /// The value of the `charset` parameter, without quotes.
  let charset: String?

  /// Nil when it is not a type and a subtype, or has two charsets.
  init?(_ field: String) {
    let parts = field.lowercased().split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
    guard let essence = parts.first, essence.split(separator: "/").count == 2 else { return nil }
    let charsets = parts.dropFirst().compactMap { part -> String? in
      guard part.hasPrefix("charset=") else { return nil }
      let value = part.dropFirst("charset=".count)
      return String(value.first == "\"" && value.last == "\"" && value.count > 1 ? value.dropFirst().dropLast() : value)
    }
    guard charsets.count <= 1 else { return nil }
    self.essence = essence
    charset = charsets.first
  }
}

/// What `Accept` allows (RFC 9110 §12.5.1).
struct Acceptance {
  private let ranges: [(essence: String, weight: Double)]

  /// Nil, which allows everything, for an empty field.
  init?(_ field: String) {
    ranges = field.lowercased().split(separator: ",").compactMap { entry in
      let parts = entry.split(separator: ";").map(\.trimmed)
      guard let essence = parts.first, !essence.isEmpty else { return nil }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      return (essence, weight ?? 1)
    }
    guard !ranges.isEmpty else { return nil }
  }

  /// Whether the most specific range that covers the type gives it a weight above nothing.
  func allows(_ mediaType: String) -> Bool {
    let family = mediaType.prefix { $0 != "/" } + "/*"
    for range in [mediaType, String(family), "*/*"] {
      if let found = ranges.first(where: { $0.essence == range }) { return found.weight > 0 }
    }
    return false
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at either end.
  fileprivate var trimmed: String {
    let head = drop { $0 == " " || $0 == "\t" }
    guard let last = head.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(head[...last])
  }
}
