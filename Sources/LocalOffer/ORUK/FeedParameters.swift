import API
import Domain

// What the lists of the feed may be asked. Each operation takes only what it understands; another name is refused.

/// What every list takes.
enum Paging {
  typealias Number = BoundedInteger<1, 100_000_000>
  typealias Size = BoundedInteger<1, 200>

  static let descriptions = [
    "page": "Which page, from 1.",
    "per_page": "How many records a page holds, at most 200; 50 unless asked otherwise.",
    "format": "`json`, or `ndjson` for every record at once, one a line, without pages.",
  ]
}

/// The forms a list can be had in.
enum FeedFormat: String, CaseIterable, Codable, Sendable {
  case json, ndjson
}

/// Words to search for.
typealias SearchWords = BoundedText<1, 200>

private let searchDescription = [
  "search": "Words to look for, in any order and form; \"quoted words\" stand together, and a minus sign excludes."
]

private let filterDescriptions = [
  "taxonomy_term_id": "Keeps what this taxonomy term describes.",
  "taxonomy_id": "Keeps what any term of this taxonomy describes.",
  "organization_id": "Keeps what this organisation provides.",
  "modified_after": "Keeps what was published at this moment or later: a date, or a date and time with its offset.",
  "minimum_age": "Keeps services whose own minimum age is this age or higher.",
  "maximum_age": "Keeps services whose own maximum age is this age or lower.",
  "day": "Keeps services open on this day of the week: `MO` to `SU`, or its English name.",
  "start_time": "Keeps services that open at this time of day or later.",
  "end_time": "Keeps services that close at this time of day or earlier.",
]

/// What services, and services at locations, are filtered by alike.
protocol ServiceFiltering {
  var search: SearchWords? { get }
  var taxonomyTermID: Identifier? { get }
  var taxonomyID: Identifier? { get }
  var organizationID: Identifier? { get }
  var modifiedAfter: Moment? { get }
  var minimumAge: Double? { get }
  var maximumAge: Double? { get }
  var day: DayOfWeek? { get }
  var startTime: LocalTime? { get }
  var endTime: LocalTime? { get }
}

struct ServiceListQuery: Described, ServiceFiltering, Sendable {
  let page: Paging.Number?
  let perPage: Paging.Size?
  let format: FeedFormat?
  let search: SearchWords?
  let taxonomyTermID: Identifier?
  let taxonomyID: Identifier?
  let organizationID: Identifier?
  let modifiedAfter: Moment?
  let minimumAge: Double?
  let maximumAge: Double?
  let day: DayOfWeek?
  let startTime: LocalTime?
  let endTime: LocalTime?
  let minimal: Bool?
  let full: Bool?

  enum CodingKeys: String, CodingKey {
    case page, format, search, day, minimal, full
    case perPage = "per_page"
    case taxonomyTermID = "taxonomy_term_id"
    case taxonomyID = "taxonomy_id"
    case organizationID = "organization_id"
    case modifiedAfter = "modified_after"
    case minimumAge = "minimum_age"
    case maximumAge = "maximum_age"
    case startTime = "start_time"
    case endTime = "end_time"
  }

  static let descriptions = merged(
    Paging.descriptions, searchDescription, filterDescriptions,
    [
      "minimal": "Only each service's id and when it last changed, all of them in one page unless paged.",
      "full": "Each service with everything nested in it.",
    ])
}

struct ServiceAtLocationListQuery: Described, ServiceFiltering, Sendable {
  let page: Paging.Number?
  let perPage: Paging.Size?
  let format: FeedFormat?
  let search: SearchWords?
  let taxonomyTermID: Identifier?
  let taxonomyID: Identifier?
  let organizationID: Identifier?
  let modifiedAfter: Moment?
  let minimumAge: Double?
  let maximumAge: Double?
  let day: DayOfWeek?
  let startTime: LocalTime?
  let endTime: LocalTime?
  let full: Bool?
  let postcode: Postcode?
  let proximity: BoundedInteger<1, 1_000_000>?

  enum CodingKeys: String, CodingKey {
    case page, format, search, day, full, postcode, proximity
    case perPage = "per_page"
    case taxonomyTermID = "taxonomy_term_id"
    case taxonomyID = "taxonomy_id"
    case organizationID = "organization_id"
    case modifiedAfter = "modified_after"
    case minimumAge = "minimum_age"
    case maximumAge = "maximum_age"
    case startTime = "start_time"
    case endTime = "end_time"
  }

  static let descriptions = merged(
    Paging.descriptions, searchDescription, filterDescriptions,
    [
      "full": "Each service at a location with everything nested in it.",
      "postcode": "Nearest to this postcode first.",
      "proximity": "Keeps what is at most so many metres from `postcode`, as the crow flies.",
    ])
}

struct OrganizationListQuery: Described, Sendable {
  let page: Paging.Number?
  let perPage: Paging.Size?
  let format: FeedFormat?
  let search: SearchWords?
  let full: Bool?
  let fullService: Bool?

  enum CodingKeys: String, CodingKey {
    case page, format, search, full
    case perPage = "per_page"
    case fullService = "full_service"
  }

  static let descriptions = merged(
    Paging.descriptions, searchDescription,
    [
      "full": "Each organisation with everything nested in it, its services as references.",
      "full_service": "Each organisation with everything nested in it, its services whole.",
    ])
}

struct OrganizationQuery: Described, Sendable {
  let fullService: Bool?

  enum CodingKeys: String, CodingKey {
    case fullService = "full_service"
  }

  static let descriptions = ["full_service": "The organisation's services whole, instead of as references."]
}

struct TaxonomyListQuery: Described, Sendable {
  let page: Paging.Number?
  let perPage: Paging.Size?
  let format: FeedFormat?
  let search: SearchWords?

  enum CodingKeys: String, CodingKey {
    case page, format, search
    case perPage = "per_page"
  }

  static let descriptions = merged(Paging.descriptions, searchDescription)
}

struct TaxonomyTermListQuery: Described, Sendable {
  let page: Paging.Number?
  let perPage: Paging.Size?
  let format: FeedFormat?
  let search: SearchWords?
  let taxonomyID: Identifier?
  let topOnly: Bool?
  let parentID: Identifier?

  enum CodingKeys: String, CodingKey {
    case page, format, search
    case perPage = "per_page"
    case taxonomyID = "taxonomy_id"
    case topOnly = "top_only"
    case parentID = "parent_id"
  }

  static let descriptions = merged(
    Paging.descriptions, searchDescription,
    [
      "taxonomy_id": "Keeps the terms of this taxonomy.",
      "top_only": "Keeps terms that stand at the top of their taxonomy: those without a parent.",
      "parent_id": "Keeps the terms right under this one.",
    ])
}

/// The id in a path.
struct FeedItemPath: Described, Sendable {
  let id: Identifier

  static let descriptions = ["id": "The record's id, a UUID."]
}

private func merged(_ tables: [String: String]...) -> [String: String] {
  tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
}

/// A moment as feeds ask for it: a date (its beginning, UTC) or a date and time with its offset.
struct Moment: SchemaValue {
  let instant: Instant

  static var schema: ValueSchema {
    .text("a date, or a date and time with its offset, such as 2026-02-16T09:30:00Z") { Moment(text: $0) != nil }
  }

  static var example: Moment { Moment(instant: Instant.example) }

  init(instant: Instant) {
    self.instant = instant
  }

  init?(text: String) {
    if let instant = Instant(text) {
      self.instant = instant
    } else if let date = LocalDate(text), let instant = Instant("\(date)T00:00:00Z") {
      self.instant = instant
    } else {
      return nil
    }
  }

  init(from decoder: any Decoder) throws {
    let text = try String(from: decoder)
    guard let moment = Moment(text: text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a moment"))
    }
    self = moment
  }

  func encode(to encoder: any Encoder) throws {
    try instant.description.encode(to: encoder)
  }
}

/// A day of the week as feeds ask for it: `MO` (RFC 5545) or `Monday`, in any case.
struct DayOfWeek: SchemaValue {
  let weekday: Weekday

  static var schema: ValueSchema {
    .text("a day of the week, such as MO or Monday") { Weekday(anyForm: $0) != nil }
  }

  static var example: DayOfWeek { DayOfWeek(weekday: .monday) }

  init(weekday: Weekday) {
    self.weekday = weekday
  }

  init(from decoder: any Decoder) throws {
    guard let weekday = Weekday(anyForm: try String(from: decoder)) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a weekday"))
    }
    self.weekday = weekday
  }

  func encode(to encoder: any Encoder) throws {
    try weekday.rawValue.encode(to: encoder)
  }
}
