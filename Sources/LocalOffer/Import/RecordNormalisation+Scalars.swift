import Domain
import JSON

extension RecordNormalisation {
  /// A text or number by its rule; nil for a blank one, and for one that cannot be read, of which a repair then tells.
  mutating func scalar(_ value: JSONValue, by rule: MemberRule) throws(RecordFault) -> JSONValue? {
    let written: String
    switch (value, rule) {
    case (.number, .name):
      return leaveOut("text")
    case (.number(let number), .number(let range)) where range.contains(number.double):
      return .number(number)
    case (.number(let number), _): written = number.text
    case (.string(let text), _): written = text
    default: return leaveOut("text")
    }
    if case .prose = rule {
      let prose = FeedText.prose(written)
      return prose.isEmpty ? nil : .string(prose)
    }
    let line = FeedText.line(written)
    return line.isEmpty ? nil : try self.line(line, by: rule)
  }

  private mutating func line(_ text: String, by rule: MemberRule) throws(RecordFault) -> JSONValue? {
    switch rule {
    case .webAddress: return told(WebAddress.normalised(text), "a web address")
    case .uri: return told(ORUK.URIText(rawValue: text)?.rawValue ?? WebAddress.normalised(text), "a URI")
    case .email: return told(EmailAddress.normalised(text), "an e-mail address")
    case .postcode: return .string(Postcode(text)?.description ?? text)
    case .date: return told(FeedText.date(text)?.description, "a date")
    case .time: return told(FeedText.time(text)?.description, "a time of day")
    case .weekday: return told(Weekday(anyForm: text)?.rawValue, "a day of the week")
    case .weekdays: return told(WeekdayList(text)?.description, WeekdayList.expectation)
    case .number(let range):
      let number = FeedText.number(text).flatMap { range.contains($0) ? JSONNumber($0) : nil }
      return number.map { .number($0) } ?? leaveOut("a number from \(JSONNumber(range.lowerBound)?.text ?? "") up")
    case .instant:
      guard let (instant, hasZone) = FeedText.instant(text) else { return leaveOut("a date and time") }
      if !hasZone { repair("has no time zone: read as UTC") }
      return .string(instant.description)
    case .choice(let words, let otherwise):
      let wanted = text.lowercased().replacing("_", with: " ")
      if let word = words.first(where: { $0.lowercased() == wanted }) { return .string(word) }
      let expectation = "one of \(words.joined(separator: ", "))"
      switch otherwise {
      case .reject: throw fault("is not \(expectation)")
      case .leaveOut: return leaveOut(expectation)
      case .use(let word):
        repair("is not \(expectation): \(word) was assumed")
        return .string(word)
      }
    default: return .string(text)
    }
  }

  /// The text, or nil and a repair that says what it should have been.
  private mutating func told(_ text: String?, _ expectation: String) -> JSONValue? {
    text.map { .string($0) } ?? leaveOut(expectation)
  }

  private mutating func leaveOut(_ expectation: String) -> JSONValue? {
    repair("is not \(expectation): left out")
    return nil
  }
}
