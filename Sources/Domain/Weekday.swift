/// A day of the week, written as its code in RFC 5545 §3.3.10: `MO` to `SU`.
public enum Weekday: String, CaseIterable, Codable, Sendable {
  case monday = "MO"
  case tuesday = "TU"
  case wednesday = "WE"
  case thursday = "TH"
  case friday = "FR"
  case saturday = "SA"
  case sunday = "SU"

  /// The number of the day in ISO 8601: 1 for Monday to 7 for Sunday.
  public var isoNumber: Int {
    switch self {
    case .monday: 1
    case .tuesday: 2
    case .wednesday: 3
    case .thursday: 4
    case .friday: 5
    case .saturday: 6
    case .sunday: 7
    }
  }

  /// The English name, such as "Monday".
  public var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// Reads an RFC 5545 code, an English name, or a short form of it ("MO", "Monday", "Tues", "thur"), in any case:
  /// whatever begins an English name and has at least two letters, since the codes are the first two letters.
  public init?(anyForm text: String) {
    self.init(anyForm: text.utf8.span)
  }

  init?(anyForm text: Span<UInt8>) {
    guard text.count >= 2, let day = Self.allCases.first(where: { $0.nameBegins(with: text) }) else { return nil }
    self = day
  }

  private func nameBegins(with text: Span<UInt8>) -> Bool {
    var index = 0
    for byte in name.utf8 where index < text.count {
      guard byte.lowercased == text[index].lowercased else { return false }
      index += 1
    }
    return index == text.count
  }
}

extension Weekday: Comparable {
  /// Monday is the least, Sunday the greatest.
  public static func < (left: Weekday, right: Weekday) -> Bool {
    left.isoNumber < right.isoNumber
  }
}
