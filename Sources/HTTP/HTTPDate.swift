/// The dates of HTTP fields.
public enum HTTPDate {
  /// An instant as the 29 bytes of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7). Instants
  /// outside the years 1970 to 9999 are moved to the nearer end, since the form has no room for them.
  public static func imfFixdate(unixSeconds: Int) -> [UInt8] {
    let seconds = min(max(unixSeconds, 0), 253_402_300_799)
    let days = seconds / 86_400
    let second = seconds % 86_400
    let date = CivilDate(daysSince1970: days)
    var out: [UInt8] = []
    out.reserveCapacity(29)
    // 1 January 1970 was a Thursday.
    out.append(name: days % 7, of: "ThuFriSatSunMonTueWed")
    out.append(", ")
    out.append(twoDigits: date.day)
    out.append(.space)
    out.append(name: date.month - 1, of: "JanFebMarAprMayJunJulAugSepOctNovDec")
    out.append(.space)
    out.append(twoDigits: date.year / 100)
    out.append(twoDigits: date.year % 100)
    out.append(.space)
    out.append(twoDigits: second / 3600)
    out.append(.colon)
    out.append(twoDigits: second / 60 % 60)
    out.append(.colon)
    out.append(twoDigits: second % 60)
    out.append(" GMT")
    return out
  }
}

/// A day of the Gregorian calendar, counted in years that begin on 1 March, so that a leap day comes last.
private struct CivilDate {
  let year: Int
  let month: Int
  let day: Int

  init(daysSince1970: Int) {
    // 1 March 0000 lies 719,468 days before 1970; 400 years have 146,097 days.
    let days = daysSince1970 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }
}

extension [UInt8] {
  fileprivate mutating func append(twoDigits number: Int) {
    append(UInt8(0x30 + number / 10))
    append(UInt8(0x30 + number % 10))
  }

  /// The three letters at `index` of a row of names.
  fileprivate mutating func append(name index: Int, of names: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: names.utf8Start + 3 * index, count: 3))
  }
}
