import Domain

/// What suppliers write into text members, as values of ours.
enum FeedText {
  /// Text for readers: HTML made plain, white space tidied, invisible characters gone; empty where nothing is left.
  static func prose(_ text: String) -> String {
    isTidy(text) ? text : HTMLText.plain(text)
  }

  /// The same on one line.
  static func line(_ text: String) -> String {
    let prose = prose(text)
    guard prose.utf8.contains(UInt8(ascii: "\n")) else { return prose }
    return prose.split(separator: "\n").joined(separator: " ")
  }

  /// Whether there is nothing to tidy: printable ASCII without markup, with single spaces and none at either end.
  ///
  /// Most text of a good feed is, and to see that takes a tenth of the time.
  private static func isTidy(_ text: String) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: " ") where previous == byte: return false
      case UInt8(ascii: "<"), UInt8(ascii: "&"), ..<UInt8(ascii: " "), 0x7F...: return false
      default: previous = byte
      }
    }
    return previous != UInt8(ascii: " ")
  }

  /// A decimal number, perhaps after a pound sign; what Swift reads besides (`0x1p3`, `inf`) is none.
  static func number(_ text: String) -> Double? {
    let digits = text.hasPrefix("£") ? text.dropFirst() : text[...]
    guard digits.utf8.allSatisfy({ "0123456789.-+eE".utf8.contains($0) }) else { return nil }
    return Double(digits)
  }

  /// `YYYY-MM-DD`, or day, month and year as the United Kingdom writes them (`12/05/2024`); a time after it is dropped.
  static func date(_ text: String) -> LocalDate? {
    let day = text.prefix { $0 != "T" && $0 != " " }
    if let date = LocalDate(String(day)) { return date }
    let parts = day.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
    guard parts.count == 3, parts[2].utf8.count == 4,
      let numbers = [digits(parts[0], upTo: 2), digits(parts[1], upTo: 2), digits(parts[2], upTo: 4)] as? [Int]
    else { return nil }
    return LocalDate(year: numbers[2], month: numbers[1], day: numbers[0])
  }

  /// A moment, and whether its text named a time zone; without one it is taken as UTC.
  static func instant(_ text: String) -> (instant: Instant, hasZone: Bool)? {
    if let instant = Instant(text) { return (instant, true) }
    guard let date = date(text) else { return nil }
    let time = text.drop { $0 != "T" && $0 != " " }.dropFirst()
    if let instant = Instant("\(date)T\(time)") { return (instant, true) }
    let endings = time.isEmpty ? ["00:00:00Z"] : ["Z", ":00Z"]
    return endings.lazy.compactMap { Instant("\(date)T\(time)\($0)") }.first.map { ($0, false) }
  }

  /// A time of day in the feed's own form, or as people write it: `9:00`, `9.30`, `9am`, `12.30 pm`.
  static func time(_ text: String) -> LocalTime? {
    if let time = LocalTime(openingHour: text) { return time }
    var clock = text.lowercased().filter { $0 != " " }[...]
    let half = ["am", "pm"].first(where: clock.hasSuffix)
    clock = clock.dropLast(half == nil ? 0 : 2)
    let parts = clock.split(omittingEmptySubsequences: false) { ":.".contains($0) }
    guard half != nil || parts.count == 2, let hour = digits(parts[0], upTo: 2) else { return nil }
    var minute = 0
    if parts.count > 1 {
      guard parts.count == 2, parts[1].utf8.count == 2, let written = digits(parts[1], upTo: 2) else { return nil }
      minute = written
    }
    guard let half else { return LocalTime(hour: hour, minute: minute) }
    guard 1...12 ~= hour else { return nil }
    return LocalTime(hour: hour % 12 + (half == "pm" ? 12 : 0), minute: minute)
  }

  /// The two letters of ISO 3166-1 for the United Kingdom under its various names; any other text as it is.
  static func country(_ text: String) -> String {
    let names = ["uk", "gb", "united kingdom", "great britain", "england", "scotland", "wales", "northern ireland"]
    return names.contains(text.lowercased()) ? "GB" : text
  }

  private static func digits(_ text: Substring, upTo count: Int) -> Int? {
    guard 1...count ~= text.utf8.count, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return Int(text)
  }
}
