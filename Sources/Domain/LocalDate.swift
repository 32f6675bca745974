/// A day in the proleptic Gregorian calendar, without a time or a zone, from 0001-01-01 to 9999-12-31.
///
/// Its written form is `YYYY-MM-DD` (RFC 3339 §5.6 `full-date`) and nothing else. Year 0000 is refused because
/// PostgreSQL refuses it.
public struct LocalDate: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a date of the form YYYY-MM-DD"

  /// 0001-01-01.
  public static let earliest = LocalDate(checkedYear: 1, month: 1, day: 1)
  /// 9999-12-31.
  public static let latest = LocalDate(checkedYear: 9999, month: 12, day: 31)
  /// 1970-01-01.
  static let unixEpoch = LocalDate(checkedYear: 1970, month: 1, day: 1)

  private let yearNumber: Int16
  private let monthNumber: UInt8
  private let dayNumber: UInt8

  /// The year, 1–9999.
  public var year: Int { Int(yearNumber) }
  /// The month, 1–12.
  public var month: Int { Int(monthNumber) }
  /// The day of the month, 1–31.
  public var day: Int { Int(dayNumber) }

  /// The day with these numbers, or nil where the calendar has none.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, 1...Self.days(inMonth: month, of: year) ~= day else { return nil }
    self.init(checkedYear: year, month: month, day: day)
  }

  /// Reads exactly `YYYY-MM-DD`; nil for any other text and for a day that the calendar has not.
  public init?(utf8 text: Span<UInt8>) {
    guard text.count == 10, text.has("-", at: 4), text.has("-", at: 7),
      let year = text.number(at: 0, digits: 4),
      let month = text.number(at: 5, digits: 2),
      let day = text.number(at: 8, digits: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  init(checkedYear year: Int, month: Int, day: Int) {
    yearNumber = Int16(year)
    monthNumber = UInt8(month)
    dayNumber = UInt8(day)
  }

  /// The date as `YYYY-MM-DD`.
  public var description: String {
    String(unsafeUninitializedCapacity: 10) { buffer in
      write(into: buffer)
      return 10
    }
  }

  /// Writes the ten bytes of `description` at the start of `buffer`.
  func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
    buffer.write(year, digits: 4, at: 0)
    buffer[4] = UInt8(ascii: "-")
    buffer.write(month, digits: 2, at: 5)
    buffer[7] = UInt8(ascii: "-")
    buffer.write(day, digits: 2, at: 8)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension LocalDate: Comparable {
  /// Earlier days come first.
  public static func < (left: LocalDate, right: LocalDate) -> Bool {
    left.ordinal < right.ordinal
  }

  /// Year, month and day in one number that orders as they do.
  private var ordinal: Int { year << 16 | month << 8 | day }
}

extension LocalDate {
  /// Whole days from 1970-01-01 to this day; negative before it.
  public var daysSince1970: Int {
    // A year that begins in March ends with its leap day, so that the months before it have fixed lengths.
    let shiftedYear = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return 365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear
      - Self.daysFromMarch0000To1970
  }

  /// The day that lies `days` after 1970-01-01, or nil outside of `earliest...latest`.
  public init?(daysSince1970 days: Int) {
    guard Self.earliest.daysSince1970...Self.latest.daysSince1970 ~= days else { return nil }
    let daysSinceMarch0000 = days + Self.daysFromMarch0000To1970
    let era = daysSinceMarch0000 / Self.daysIn400Years
    let dayOfEra = daysSinceMarch0000 % Self.daysIn400Years
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      checkedYear: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The day `days` later, or earlier where `days` is negative; past either end of the calendar it is that end.
  public func adding(days: Int) -> LocalDate {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    if !overflow, let date = LocalDate(daysSince1970: sum) { return date }
    return days < 0 ? .earliest : .latest
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday, the day with index 3 from Monday.
    Weekday.allCases[(daysSince1970 + 3).floored(by: 7).remainder]
  }

  private static let daysIn400Years = 146_097
  private static let daysFromMarch0000To1970 = 719_468
}
