import Domain
import Testing

@Suite struct WeekdayTests {
  @Test(arguments: zip(Weekday.allCases, ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]))
  func hasTheCodesOfRFC5545(_ weekday: Weekday, _ code: String) {
    #expect(weekday.rawValue == code)
    #expect(Weekday(anyForm: code) == weekday)
    #expect(Weekday(anyForm: weekday.name) == weekday)
    #expect(Weekday(anyForm: weekday.name.uppercased()) == weekday)
    #expect(Weekday.allCases[weekday.isoNumber - 1] == weekday)
  }

  @Test(arguments: [
    ("tues", Weekday.tuesday), ("Thur", .thursday), ("thurs", .thursday), ("mon", .monday), ("sU", .sunday),
    ("M", nil), ("T", nil), ("", nil), ("Mondays", nil), ("MX", nil), ("Lundi", nil), (" MO", nil), ("Mö", nil),
  ])
  func readsShortForms(_ text: String, _ expected: Weekday?) {
    #expect(Weekday(anyForm: text) == expected)
  }

  @Test func beginsWithMonday() {
    #expect([Weekday.sunday, .wednesday, .monday].sorted() == [.monday, .wednesday, .sunday])
  }
}

@Suite struct WeekdayListTests {
  @Test(arguments: [
    ("TH,FR", "TH,FR"), ("MO", "MO"), ("1MO,-1FR", "1MO,-1FR"), ("+2tu", "2TU"), (" mo , We ", "MO,WE"),
    ("Monday,Tuesday,Weds", nil), ("Monday,Tues", "MO,TU"), ("FR,MO,FR", "FR,MO"), ("53SU,-53SU", "53SU,-53SU"),
    ("01MO", "1MO"), ("1MO,MO", "1MO,MO"), ("", nil), (",", nil), ("MO,", nil), (",MO", nil), ("0MO", nil),
    ("54MO", nil), ("-0MO", nil), ("100MO", nil), ("-MO", nil), ("+MO", nil), ("1", nil), ("-1", nil), ("-", nil),
    ("MO;TU", nil), ("MO TU", nil), ("--1MO", nil), ("1 MO", nil),
  ])
  func readsLists(_ text: String, _ expected: String?) {
    #expect(WeekdayList(text)?.description == expected)
  }

  @Test func tellsItsEntries() throws {
    let entries = try #require(WeekdayList("2MO,-1FR,SU")).entries
    #expect(entries.map(\.occurrence) == [2, -1, nil])
    #expect(entries.map(\.weekday) == [.monday, .friday, .sunday])
    #expect(WeekdayList.Entry(occurrence: 0, .monday) == nil)
    #expect(WeekdayList.Entry(occurrence: 54, .monday) == nil)
    #expect(WeekdayList.Entry(occurrence: -5, .monday)?.description == "-5MO")
  }
}
