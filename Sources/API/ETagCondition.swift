import HTTP

/// What an `If-Match` or `If-None-Match` field asks (RFC 9110 §13.1.1, §13.1.2).
public enum ETagCondition: Sendable, Equatable {
  /// `*`: any current representation.
  case any
  /// One of the tags listed.
  case tags([ETag])

  /// Reads a field's value; nil when it is neither `*` nor a list of entity tags.
  public init?(_ value: String) {
    var reader = ETagReader(bytes: Array(value.utf8))
    guard let condition = reader.condition() else { return nil }
    self = condition
  }

  /// Whether a strong comparison finds the current tag, as `If-Match` asks; a weak tag never matches.
  public func holds(for current: ETag) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains { $0.matchesStrongly(current) }
    }
  }

  /// Whether a weak comparison finds the current tag, as `If-None-Match` asks.
  public func mentions(_ current: ETag) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains { $0.matchesWeakly(current) }
    }
  }

  /// The versions that the strong tags name, for the `WHERE` of an update; nil for `*`.
  public var versions: [Int]? {
    switch self {
    case .any: nil
    case .tags(let tags): tags.compactMap(\.version)
    }
  }
}

/// Reads the list of entity tags of a condition.
private struct ETagReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func condition() -> ETagCondition? {
    skipBlanks()
    if take(UInt8(ascii: "*")) {
      skipBlanks()
      return position == bytes.count ? .any : nil
    }
    var tags: [ETag] = []
    while position < bytes.count {
      guard let tag = tag() else { return nil }
      tags.append(tag)
      skipBlanks()
      guard position < bytes.count else { break }
      guard take(UInt8(ascii: ",")) else { return nil }
      skipBlanks()
    }
    return tags.isEmpty ? nil : .tags(tags)
  }

  private mutating func tag() -> ETag? {
    let isWeak = take(UInt8(ascii: "W"))
    if isWeak, !take(UInt8(ascii: "/")) { return nil }
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
    let opaque = String(decoding: bytes[start..<position], as: UTF8.self)
    guard take(UInt8(ascii: "\"")) else { return nil }
    return ETag(opaque, isWeak: isWeak)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }
}
