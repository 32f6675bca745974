/// Days on which something recurs, as a `byday` list (RFC 5545 §3.3.10): `TH,FR`, or `1MO,-1FR` for the first Monday
/// and the last Friday of a month.
///
/// Reading is generous, for feeds written by hand: any case, spaces round an entry, and whatever
/// `Weekday(anyForm:)` takes. Writing gives the standard's codes. A repeated entry counts once; an empty list is
/// refused.
public struct WeekdayList: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a list of days such as TH,FR or 1MO,-1FR"

  /// One entry of the list.
  public struct Entry: Hashable, Sendable, CustomStringConvertible {
    /// Which of these days in the period, 1–53, counted from its end when negative; nil means each of them.
    public let occurrence: Int?
    /// The day of the week.
    public let weekday: Weekday

    /// Nil when `occurrence` is 0 or outside -53...53.
    public init?(occurrence: Int? = nil, _ weekday: Weekday) {
      if let occurrence, !(1...53 ~= occurrence || -53...(-1) ~= occurrence) { return nil }
      self.occurrence = occurrence
      self.weekday = weekday
    }

    /// The entry as RFC 5545 writes it, such as `MO` or `-1FR`.
    public var description: String {
      occurrence.map { "\($0)\(weekday.rawValue)" } ?? weekday.rawValue
    }
  }

  /// The entries in the order they were written, none twice, at least one.
  public let entries: [Entry]

  /// Reads a list with at least one entry; nil when any entry is wrong.
  public init?(utf8 text: Span<UInt8>) {
    var entries: [Entry] = []
    var start = 0
    for end in 0...text.count where end == text.count || text[end] == UInt8(ascii: ",") {
      guard let entry = Entry(text.extracting(start..<end)) else { return nil }
      if !entries.contains(entry) { entries.append(entry) }
      start = end + 1
    }
    self.entries = entries
  }

  /// The list in RFC 5545 codes, such as `TH,FR`.
  public var description: String {
    entries.map(\.description).joined(separator: ",")
  }
}

extension WeekdayList.Entry {
  fileprivate init?(_ text: Span<UInt8>) {
    var start = 0
    var end = text.count
    while start < end, text[start].isWhitespace { start += 1 }
    while start < end, text[end - 1].isWhitespace { end -= 1 }

    let isNegative = text.has("-", at: start)
    let isSigned = isNegative || text.has("+", at: start)
    if isSigned { start += 1 }
    var dayStart = start
    while dayStart < end, dayStart - start < 2, text[dayStart].isDigit { dayStart += 1 }
    let occurrence = dayStart > start ? text.number(at: start, digits: dayStart - start) : nil

    guard start <= end, !isSigned || occurrence != nil,
      let weekday = Weekday(anyForm: text.extracting(dayStart..<end))
    else { return nil }
    self.init(occurrence: occurrence.map { isNegative ? -$0 : $0 }, weekday)
  }
}
