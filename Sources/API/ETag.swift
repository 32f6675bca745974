/// An entity tag (RFC 9110 §8.8.3).
///
/// A single resource has a strong one, made of its version (and variant) or of the content hash of its published
/// document; a list or a composed view has a weak one or none, and never serves `If-Match`.
public struct ETag: Sendable, Equatable, CustomStringConvertible {
  /// The tag as a field value: `"7"`, or `W/"7"`.
  public let description: String
  /// Whether it promises equal meaning only, and not equal bytes.
  public let isWeak: Bool

  /// A tag from what stands between its quotes; nil when that holds anything but visible ASCII, or a quotation mark.
  public init?(_ opaque: String, isWeak: Bool = false) {
    guard opaque.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }) else { return nil }
    self.init(checked: opaque, isWeak: isWeak)
  }

  /// The strong tag of a version of a resource: `"7"`, or `"7-cy"` for a variant in Welsh.
  public init(version: Int, variant: StaticString? = nil) {
    self.init(checked: variant.map { "\(version)-\($0)" } ?? String(version), isWeak: false)
  }

  private init(checked opaque: String, isWeak: Bool) {
    description = isWeak ? "W/\"\(opaque)\"" : "\"\(opaque)\""
    self.isWeak = isWeak
  }

  /// What stands between the quotes.
  public var opaque: Substring { description.dropFirst(isWeak ? 3 : 1).dropLast() }

  /// The version that a tag made by `init(version:variant:)` carries; nil for a weak tag and for one that names none.
  public var version: Int? {
    guard !isWeak else { return nil }
    let digits = opaque.utf8.prefix { $0 != UInt8(ascii: "-") }
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Equal and both strong (RFC 9110 §8.8.3.2), as `If-Match` asks.
  public func matchesStrongly(_ other: ETag) -> Bool {
    !isWeak && self == other
  }

  /// Equal whatever their strength (RFC 9110 §8.8.3.2), as `If-None-Match` asks.
  public func matchesWeakly(_ other: ETag) -> Bool {
    opaque == other.opaque
  }
}
