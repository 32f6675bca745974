import Domain
import Testing

@Suite struct LocalTimeTests {
  @Test(arguments: [
    ("00:00", "00:00:00", 0), ("09:30", "09:30:00", 34_200), ("10:00:00", "10:00:00", 36_000),
    ("23:59:59", "23:59:59", 86_399),
  ])
  func readsAndWrites(_ text: String, _ written: String, _ seconds: Int) throws {
    let time = try #require(LocalTime(text))
    #expect(time.description == written)
    #expect(time.secondsSinceMidnight == seconds)
    #expect(LocalTime(secondsSinceMidnight: seconds) == time)
    #expect(LocalTime(hour: time.hour, minute: time.minute, second: time.second) == time)
  }

  @Test(arguments: [
    "24:00", "24:00:00", "23:60", "23:59:60", "-1:00", "-01:00", "9:30", "09:3", "0930", "09.30", "09:30:", "09:30:0",
    "09:30:00.5", "09:30Z", "+9:30", "09:30 ", "",
  ])
  func refusesWhatIsNoTime(_ text: String) {
    #expect(LocalTime(text) == nil)
  }

  @Test(arguments: [
    ("10:00:00", "10:00:00"), ("10:00", "10:00:00"), ("10:00Z", "10:00:00"), ("10:00:00z", "10:00:00"),
    ("10:00+00:00", "10:00:00"), ("10:00:00+01:00", "10:00:00"), ("10:00-05:00", nil), ("10:00+02:00", nil),
    ("24:00Z", nil), ("Z", nil), ("+01:00", nil), ("10:00ZZ", nil),
  ])
  func readsOpeningHoursWithTheZoneOfTheUnitedKingdom(_ text: String, _ expected: String?) {
    #expect(LocalTime(openingHour: text)?.description == expected)
  }

  @Test func hasNoSecondOutsideOfItsDay() {
    #expect(LocalTime(secondsSinceMidnight: 86_400) == nil)
    #expect(LocalTime(secondsSinceMidnight: -1) == nil)
    #expect(LocalTime(hour: -1, minute: 0) == nil)
  }

  @Test func ordersByTheClock() throws {
    #expect(try #require(LocalTime("09:59:59")) < #require(LocalTime("10:00")))
  }
}
