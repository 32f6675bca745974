/// A moment in time to the microsecond, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z.
///
/// Read from RFC 3339 §5.6 `date-time` with any offset, written in UTC with `Z`. Microseconds are what PostgreSQL's
/// `timestamptz` keeps.
public struct Instant: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a time of the form 2026-02-16T09:30:00Z (RFC 3339, with an offset)"

  /// The first moment of year 1, UTC.
  public static let earliest = Instant(start: .earliest)
  /// The last microsecond of year 9999, UTC.
  public static let latest = Instant(
    clampedMicroseconds: Instant(start: .latest).unixMicroseconds + 86_400_000_000 - 1)

  /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted; negative before it.
  public let unixMicroseconds: Int64

  /// The moment this long after 1970-01-01T00:00:00Z; past either end of the range it is that end, so that
  /// PostgreSQL's `infinity` stays the last moment there is.
  public init(unixMicroseconds: Int64) {
    self.init(
      clampedMicroseconds: min(max(unixMicroseconds, Self.earliest.unixMicroseconds), Self.latest.unixMicroseconds))
  }

  private init(clampedMicroseconds: Int64) {
    unixMicroseconds = clampedMicroseconds
  }

  private init(start date: LocalDate) {
    self.init(clampedMicroseconds: Int64(date.daysSince1970) * 86_400_000_000)
  }

  /// Reads an RFC 3339 `date-time`. The offset is required, `T` and `Z` may be lower case (§5.6), a fraction has one
  /// to nine digits and is cut to microseconds, a leap second is refused, and so is what the offset moves out of
  /// the range.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count >= 20, text.has("T", at: 10) || text.has("t", at: 10),
      let date = LocalDate(utf8: text.extracting(0..<10)),
      let time = LocalTime(utf8: text.extracting(11..<19)),
      let (fraction, zone) = Self.fraction(in: text),
      let offset = Self.offset(in: text.extracting(zone...))
    else { return nil }
    let seconds = date.daysSince1970 * 86_400 + time.secondsSinceMidnight - offset
    let microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
    guard Self.earliest.unixMicroseconds...Self.latest.unixMicroseconds ~= microseconds else { return nil }
    self.init(clampedMicroseconds: microseconds)
  }

  /// The microseconds that the digits after the seconds write, and the index where the offset begins.
  private static func fraction(in text: Span<UInt8>) -> (microseconds: Int, end: Int)? {
    guard text.has(".", at: 19) else { return (0, 19) }
    var end = 20
    var microseconds = 0
    var unit = 100_000
    while end < text.count, text[end].isDigit {
      microseconds += Int(text[end] &- UInt8(ascii: "0")) * unit
      unit /= 10
      end += 1
    }
    return 21...29 ~= end ? (microseconds, end) : nil
  }

  /// The seconds that local time is ahead of UTC.
  private static func offset(in text: Span<UInt8>) -> Int? {
    if text.count == 1 { return text.has("Z", at: 0) || text.has("z", at: 0) ? 0 : nil }
    let isBehind = text.has("-", at: 0)
    guard text.count == 6, isBehind || text.has("+", at: 0),
      let distance = LocalTime(utf8: text.extracting(1...))
    else { return nil }
    return isBehind ? -distance.secondsSinceMidnight : distance.secondsSinceMidnight
  }

  /// The moment in UTC, such as `2026-02-16T09:30:00Z`; a fraction is written only where there is one, without
  /// trailing zeros: `2026-02-16T09:30:00.25Z`.
  public var description: String {
    String(unsafeUninitializedCapacity: 27) { buffer in
      let (seconds, fraction) = Int(unixMicroseconds).floored(by: 1_000_000)
      let (days, secondsSinceMidnight) = seconds.floored(by: 86_400)
      LocalDate.unixEpoch.adding(days: days).write(into: buffer)
      buffer[10] = UInt8(ascii: "T")
      LocalTime(checkedSeconds: secondsSinceMidnight).write(into: .init(rebasing: buffer[11...]))
      var end = 19
      if fraction > 0 {
        buffer[19] = UInt8(ascii: ".")
        buffer.write(fraction, digits: 6, at: 20)
        end = 26
        while buffer[end - 1] == UInt8(ascii: "0") { end -= 1 }
      }
      buffer[end] = UInt8(ascii: "Z")
      return end + 1
    }
  }
}

extension Instant: Comparable {
  /// Earlier moments come first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.unixMicroseconds < right.unixMicroseconds
  }
}
