import Domain

extension ORUK {
  /// When something is open or takes place: a recurrence as calendars have it (RFC 5545 §3.3.10), with opening hours.
  struct Schedule: FeedShape {
    var id: Identifier
    var validFrom: LocalDate?
    var validTo: LocalDate?
    var dtstart: LocalDate?
    var timezone: Double?
    var until: LocalDate?
    var count: Double?
    var wkst: Weekday?
    var freq: Frequency?
    var interval: Double?
    var byday: String?
    var byweekno: String?
    var bymonthday: String?
    var byyearday: String?
    var description: String?
    var opensAt: LocalTime?
    var closesAt: LocalTime?
    var scheduleLink: URIText?
    var attendingType: String?
    var notes: String?
    var attributes: [Attribute]?

    enum CodingKeys: String, CodingKey {
      case id
      case validFrom = "valid_from"
      case validTo = "valid_to"
      case dtstart, timezone, until, count, wkst, freq, interval, byday, byweekno, bymonthday, byyearday, description
      case opensAt = "opens_at"
      case closesAt = "closes_at"
      case scheduleLink = "schedule_link"
      case attendingType = "attending_type"
      case notes, attributes
    }

    static let descriptions = sharedDescriptions("id", "attributes").adding([
      "valid_from": "The first day on which this entry holds.",
      "valid_to": "The last day on which this entry holds.",
      "dtstart": "The day of the first occurrence, from which `interval` counts.",
      "timezone": "Hours ahead of UTC, where a supplier says so; the times are those on the clock on the wall.",
      "until": "The day of the last occurrence.",
      "count": "How many occurrences there are, where that is known and not `until`.",
      "wkst": "The day on which a week begins, which matters when `interval` is above 1.",
      "freq": "Whether it comes again by the week or by the month.",
      "interval": "How many of these weeks or months lie between two occurrences: 2 is every other one.",
      "byday": "Weekdays such as `MO,WE`; by the month also which of them, as in `2TU` or `-1FR`, the last Friday.",
      "byweekno": "Numbers of weeks of the year, negative ones counted from its end.",
      "bymonthday": "Days of the month, negative ones counted from its end.",
      "byyearday": "Days of the year, negative ones counted from its end.",
      "description": "When it is open, in words.",
      "opens_at": "When it opens or begins, by the clock on the wall.",
      "closes_at": "When it closes or ends, by the clock on the wall.",
      "schedule_link": "A page with the sessions one by one, perhaps for booking them.",
      "attending_type": "How people take part, such as in person, online or at home.",
      "notes": "Exceptions and whatever else to know.",
    ])

    static let example = Schedule(
      id: exampleID(0x34),
      validFrom: LocalDate("2026-09-05")!,
      validTo: LocalDate("2027-07-17")!,
      dtstart: LocalDate("2026-09-05")!,
      timezone: 0,
      until: LocalDate("2027-07-17")!,
      wkst: .monday,
      freq: .weekly,
      interval: 1,
      byday: "SA",
      description: "Saturdays in term time, 10:00 to 12:00",
      opensAt: LocalTime("10:00")!,
      closesAt: LocalTime("12:00")!,
      scheduleLink: URIText(rawValue: "https://www.copperleaf.example/saturday-sensory-play/dates")!,
      attendingType: "In person",
      notes: "The first half hour is kept quiet for children who find arriving hard.",
      attributes: [.example])
  }
}
