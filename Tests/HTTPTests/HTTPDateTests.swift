import Foundation
import HTTP
import Testing

@Suite("Dates")
struct HTTPDateTests {
  @Test(
    "Known instants",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
      (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
      (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
      (-1, "Thu, 01 Jan 1970 00:00:00 GMT"), (Int.min, "Thu, 01 Jan 1970 00:00:00 GMT"),
    ])
  func known(seconds: Int, text: String) {
    #expect(HTTPDate.imfFixdate(unixSeconds: seconds) == Array(text.utf8))
  }

  @Test("Foundation says the same of a day in every month of four hundred years")
  func againstFoundation() throws {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    for step in 0..<5000 {
      let seconds = step * 2_567_891
      let text = String(decoding: HTTPDate.imfFixdate(unixSeconds: seconds), as: UTF8.self)
      try #require(text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
    }
  }
}
