import Domain
import Testing

@Suite struct LocalDateTests {
  /// Text, days since 1970, ISO number of the weekday, by another implementation of the calendar.
  static let days: [(String, Int, Int)] = [
    ("0001-01-01", -719_162, 1), ("1600-02-29", -135_081, 2), ("1899-12-31", -25_568, 7), ("1900-03-01", -25_508, 4),
    ("1969-12-31", -1, 3), ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2000-03-01", 11_017, 3),
    ("2024-02-29", 19_782, 4), ("2026-02-16", 20_500, 1), ("2100-02-28", 47_540, 7), ("9999-12-31", 2_932_896, 5),
  ]

  @Test(arguments: days)
  func countsDays(_ text: String, _ count: Int, _ weekday: Int) throws {
    let date = try #require(LocalDate(text))
    #expect(date.description == text)
    #expect(date.daysSince1970 == count)
    #expect(LocalDate(daysSince1970: count) == date)
    #expect(date.weekday.isoNumber == weekday)
    #expect(LocalDate(Array(text.utf8)) == date)
  }

  @Test(arguments: [
    "2026-02-30", "2026-2-3", "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01",
    "2026-01-00", "2026-01-32", "0000-01-01", "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01 ", "2026/01/01",
    "20260101", "-026-01-01", "+026-01-01", "2026-+1-01", "2026-01-1a", "12026-01-01", "２026-01-01", "",
  ])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(LocalDate(text) == nil)
  }

  @Test func countsEveryDayOfFourHundredYearsOnce() throws {
    var previous = try #require(LocalDate(year: 1899, month: 12, day: 31))
    for count in previous.daysSince1970 + 1...previous.daysSince1970 + 146_097 {
      let date = try #require(LocalDate(daysSince1970: count))
      #expect(date.daysSince1970 == count)
      #expect(date > previous)
      #expect(
        date.day == previous.day + 1 && date.month == previous.month && date.year == previous.year
          || date.day == 1 && date.month == previous.month % 12 + 1
            && date.year == previous.year + (previous.month == 12 ? 1 : 0)
      )
      previous = date
    }
    #expect(previous.description == "2299-12-31")
  }

  @Test(arguments: [
    ("2024-02-28", 1, "2024-02-29"), ("2026-02-28", 1, "2026-03-01"), ("2026-12-31", 1, "2027-01-01"),
    ("2026-01-01", -1, "2025-12-31"), ("2026-02-16", 0, "2026-02-16"), ("2026-02-16", 140, "2026-07-06"),
    ("9999-12-31", 1, "9999-12-31"), ("0001-01-01", -1, "0001-01-01"), ("2026-01-01", Int.max, "9999-12-31"),
    ("1960-01-01", Int.min, "0001-01-01"),
  ])
  func addsDays(_ text: String, _ count: Int, _ expected: String) {
    #expect(LocalDate(text)?.adding(days: count).description == expected)
  }

  @Test func hasNoDayOutsideOfItsYears() {
    #expect(LocalDate(daysSince1970: LocalDate.latest.daysSince1970 + 1) == nil)
    #expect(LocalDate(daysSince1970: LocalDate.earliest.daysSince1970 - 1) == nil)
    #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(LocalDate(year: 2026, month: 2, day: 29) == nil)
  }

  @Test func ordersByTime() {
    let texts = ["2027-01-01", "2026-12-31", "2026-01-02", "2026-02-01", "1999-12-31"]
    #expect(texts.compactMap(LocalDate.init(_:)).sorted().map(\.description) == texts.sorted())
  }
}
