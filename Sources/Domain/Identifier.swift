/// A UUID (RFC 9562), written in lower case in the form 8-4-4-4-12.
public struct Identifier: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a UUID of the form 2ed6657d-e927-568b-95e1-2665a8aea6a2"

  /// The first eight bytes, the first of them the most significant.
  public let high: UInt64
  /// The last eight bytes, the first of them the most significant.
  public let low: UInt64

  /// The UUID with these halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The UUID with these bytes in network order (RFC 9562 §4), or nil where they are not sixteen.
  public init?(networkBytes bytes: Span<UInt8>) {
    guard bytes.count == 16 else { return nil }
    self.init(firstBytesOf: bytes)
  }

  private init(firstBytesOf bytes: Span<UInt8>) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<8 {
      high = high << 8 | UInt64(bytes[index])
      low = low << 8 | UInt64(bytes[index + 8])
    }
    self.init(high: high, low: low)
  }

  /// The sixteen bytes in network order.
  public var networkBytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
      for index in 0..<8 {
        buffer[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
        buffer[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
      }
      count = 16
    }
  }

  /// Reads the form 8-4-4-4-12 in either case; braces, `urn:uuid:` and the form without hyphens are refused.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count == 36 else { return nil }
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for index in 0..<36 {
      if Self.isHyphen(index) {
        guard text[index] == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = text[index].hexadecimalValue else { return nil }
        if index < 18 {
          halves.high = halves.high << 4 | UInt64(digit)
        } else {
          halves.low = halves.low << 4 | UInt64(digit)
        }
      }
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// The UUID in lower case, such as `2ed6657d-e927-568b-95e1-2665a8aea6a2`.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      var halves = (high: high, low: low)
      for index in 0..<36 {
        if Self.isHyphen(index) {
          buffer[index] = UInt8(ascii: "-")
        } else if index < 18 {
          buffer[index] = UInt8(hexadecimalDigit: UInt8(halves.high >> 60))
          halves.high <<= 4
        } else {
          buffer[index] = UInt8(hexadecimalDigit: UInt8(halves.low >> 60))
          halves.low <<= 4
        }
      }
      return 36
    }
  }

  private static func isHyphen(_ index: Int) -> Bool {
    index == 8 || index == 13 || index == 18 || index == 23
  }
}

extension Identifier: Comparable {
  /// In the order of the bytes, which is that of the text and of PostgreSQL's `uuid`.
  public static func < (left: Identifier, right: Identifier) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

extension Identifier {
  /// 1–8 for a UUID of the variant and a version that RFC 9562 §4 defines, otherwise nil (so for the nil UUID).
  public var version: Int? {
    let version = Int(high >> 12 & 0xF)
    return low >> 62 == 0b10 && 1...8 ~= version ? version : nil
  }

  /// Whether the variant and the version are those of RFC 4122 and its successor, RFC 9562.
  public var isRFC4122: Bool { version != nil }

  /// The UUID that always belongs to `name` within `namespace` (version 5, RFC 9562 §5.5).
  ///
  /// `sha1` gives the twenty bytes of a SHA-1 digest; it is passed in because hashing is not this layer's work.
  public static func v5(
    namespace: Identifier, name: [UInt8], sha1: ([UInt8]) -> [UInt8]
  ) -> Identifier {
    let digest = sha1(namespace.networkBytes + name)
    precondition(digest.count == 20, "A SHA-1 digest has twenty bytes.")
    let raw = Identifier(firstBytesOf: digest.span)
    return Identifier(high: raw.high, low: raw.low, version: 5)
  }

  /// A UUID that orders by the time it was made (version 7, RFC 9562 §5.7).
  ///
  /// - Parameters:
  ///   - unixMilliseconds: milliseconds since 1970-01-01T00:00:00Z, of which the low 48 bits are kept.
  ///   - random: 74 bits of secure random: the low 12 of the first number, the low 62 of the second.
  public static func v7(unixMilliseconds: UInt64, random: (UInt64, UInt64)) -> Identifier {
    Identifier(high: unixMilliseconds << 16 | random.0 & 0xFFF, low: random.1, version: 7)
  }

  private init(high: UInt64, low: UInt64, version: UInt64) {
    self.init(high: high & ~0xF000 | version << 12, low: low & ~(0b11 << 62) | 0b10 << 62)
  }
}
