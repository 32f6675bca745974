extension Instant {
  /// The date in London at this moment: what "today" means in English law and in this service.
  ///
  /// Summer time (UTC+1) runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
  /// (Summer Time Act 1972 s.1, as amended by SI 2002/262). The rule of today is applied to every year; before 1996
  /// the dates of some changes were others, which moves only moments within an hour of midnight.
  public var londonDate: LocalDate {
    let seconds = Int(unixMicroseconds).floored(by: 1_000_000).quotient
    let year = LocalDate.unixEpoch.adding(days: seconds.floored(by: 86_400).quotient).year
    let isSummer = Self.lastSundayAtOne(ofMonth: 3, in: year)..<Self.lastSundayAtOne(ofMonth: 10, in: year) ~= seconds
    return LocalDate.unixEpoch.adding(days: (isSummer ? seconds + 3600 : seconds).floored(by: 86_400).quotient)
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days, in seconds since 1970.
  private static func lastSundayAtOne(ofMonth month: Int, in year: Int) -> Int {
    let lastDay = LocalDate(checkedYear: year, month: month, day: 31)
    let daysSinceSunday = lastDay.weekday.isoNumber % 7
    return (lastDay.daysSince1970 - daysSinceSunday) * 86_400 + 3600
  }
}
