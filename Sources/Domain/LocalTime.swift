/// A time of day on the clock on the wall, to the second, without a date or a zone, from 00:00:00 to 23:59:59.
///
/// Read from `HH:MM` or `HH:MM:SS`, written as `HH:MM:SS`. 24:00 and a leap second are refused.
public struct LocalTime: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a time of the form HH:MM or HH:MM:SS"

  /// Whole seconds since midnight, 0–86,399, on a day that has no clock change.
  public let secondsSinceMidnight: Int

  /// The hour, 0–23.
  public var hour: Int { secondsSinceMidnight / 3600 }
  /// The minute, 0–59.
  public var minute: Int { secondsSinceMidnight / 60 % 60 }
  /// The second, 0–59.
  public var second: Int { secondsSinceMidnight % 60 }

  /// The time with these numbers, or nil where the clock has none.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second else { return nil }
    self.init(checkedSeconds: hour * 3600 + minute * 60 + second)
  }

  /// The time this long after midnight, or nil outside 0–86,399.
  public init?(secondsSinceMidnight: Int) {
    guard 0..<86_400 ~= secondsSinceMidnight else { return nil }
    self.init(checkedSeconds: secondsSinceMidnight)
  }

  init(checkedSeconds: Int) {
    secondsSinceMidnight = checkedSeconds
  }

  /// Reads exactly `HH:MM` or `HH:MM:SS`.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count == 5 || text.count == 8, text.has(":", at: 2),
      let hour = text.number(at: 0, digits: 2),
      let minute = text.number(at: 3, digits: 2)
    else { return nil }
    var second = 0
    if text.count == 8 {
      guard text.has(":", at: 5), let written = text.number(at: 6, digits: 2) else { return nil }
      second = written
    }
    self.init(hour: hour, minute: minute, second: second)
  }

  /// Reads `opens_at` or `closes_at` of a UK feed, where HSDS 3.0 asks for a zone after the time.
  ///
  /// `Z`, `+00:00` and `+01:00` are accepted and dropped: opening hours follow the clock on the wall all year, and
  /// an offset without a date cannot say otherwise. Any other offset is not the United Kingdom's and is refused.
  public init?(openingHour text: String) {
    let zone = ["Z", "z", "+00:00", "+01:00"].first(where: text.hasSuffix) ?? ""
    self.init(String(text.dropLast(zone.count)))
  }

  /// The time as `HH:MM:SS`.
  public var description: String {
    String(unsafeUninitializedCapacity: 8) { buffer in
      write(into: buffer)
      return 8
    }
  }

  /// Writes the eight bytes of `description` at the start of `buffer`.
  func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    buffer.write(hour, digits: 2, at: 0)
    buffer[2] = UInt8(ascii: ":")
    buffer.write(minute, digits: 2, at: 3)
    buffer[5] = UInt8(ascii: ":")
    buffer.write(second, digits: 2, at: 6)
  }
}

extension LocalTime: Comparable {
  /// Earlier times come first.
  public static func < (left: LocalTime, right: LocalTime) -> Bool {
    left.secondsSinceMidnight < right.secondsSinceMidnight
  }
}
