import Domain
import JSON

extension SampleServices {
  /// Service number `number`, from 0, with everything nested in it.
  func service(_ number: Int) -> JSONValue {
    var random = random(.service, number)
    let activity = random.pickUnevenly(SampleWords.activities)
    let name = "\(random.pick(SampleWords.qualities)) \(activity), \(random.pick(SampleWords.places))"
    let organization = number % organizationCount
    let least = random.number(in: 0...16)
    let changedOn = LocalDate(year: 2024, month: 1, day: 1)?.adding(days: random.number(in: 0...900))
    return .members([
      "id": id(.service, number),
      "name": .string(name),
      "description": .string(description(&random)),
      "url": .string("https://www.\(domain(organization))/services/\(number)"),
      "email": random.chance(80) ? .string("service\(number)@\(domain(organization))") : nil,
      "status": .string(random.chance(97) ? "active" : random.pick(["inactive", "temporarily closed"])),
      "application_process": random.chance(50) ? .string(sentence(&random)) : nil,
      "fees_description": random.chance(60) ? .string(sentence(&random)) : nil,
      "wait_time": random.chance(30) ? .string("About \(random.number(in: 2...30)) weeks.") : nil,
      "eligibility_description": random.chance(70) ? .string(sentence(&random)) : nil,
      "minimum_age": random.chance(85) ? .int(least) : nil,
      "maximum_age": random.chance(85) ? .int(least + random.number(in: 2...9)) : nil,
      "assured_date": changedOn.map { .string($0.description) },
      "last_modified": changedOn.map { .string("\($0)T09:30:00Z") },
      "phones": .array([phone(&random, number)]),
      "schedules": .array(
        (0..<random.number(in: 1...3)).map { schedule(&random, number, $0) }),
      "service_areas": .array([
        .members(["id": id(.serviceArea, number), "name": .string("Dudley"), "extent_type": .string("text")])
      ]),
      "languages": .array(
        (0..<random.number(in: 1...2)).map { place in
          let language = random.pickUnevenly(SampleWords.languages)
          return .members([
            "id": id(.language, number, place), "name": .string(language.0), "code": .string(language.1),
          ])
        }),
      "cost_options": .array((0..<random.number(in: 0...2)).map { cost(&random, number, $0) }),
      "contacts": random.chance(50)
        ? .array([.members(["id": id(.contact, number), "title": .string("Coordinator")])]) : nil,
      "attributes": .array(
        (0..<random.number(in: 2...5)).map { place in
          .members([
            "id": id(.attribute, number, place), "link_type": .string("service"), "link_entity": .string("service"),
            "taxonomy_term_id": .string(random.pickUnevenly(stock.terms).id),
          ])
        }),
      "service_at_locations": .array(
        (0..<(random.chance(20) ? 2 : 1)).map { place in
          let location = random.number(in: 0...locationCount - 1)
          return .members(["id": id(.serviceAtLocation, number, place), "location": self.location(location)])
        }),
      "organization": self.organization(organization),
    ])
  }

  private func organization(_ number: Int) -> JSONValue {
    var random = random(.organization, number)
    let name =
      "\(random.pick(SampleWords.qualities)) \(random.pick(SampleWords.places)) \(random.pick(SampleWords.kinds))"
    return .members([
      "id": id(.organization, number),
      "name": .string("\(name) \(number)"),
      "description": .string(sentence(&random)),
      "email": .string("hello@\(domain(number))"),
      "website": .string("https://www.\(domain(number))/"),
    ])
  }

  private func location(_ number: Int) -> JSONValue {
    var random = random(.location, number)
    let place = random.pick(stock.places)
    let town = random.pick(SampleWords.places)
    return .members([
      "id": id(.location, number),
      "location_type": .string("physical"),
      "name": .string("\(random.pick(SampleWords.qualities)) Hall"),
      "latitude": .double(place.latitude),
      "longitude": .double(place.longitude),
      "addresses": .array([
        .members([
          "id": id(.address, number),
          "address_1": .string("\(random.number(in: 1...180)) \(random.pick(SampleWords.streets))"),
          "city": .string(town),
          "state_province": .string("West Midlands"),
          "postal_code": .string(place.postcode),
          "country": .string("GB"),
          "address_type": .string("physical"),
        ])
      ]),
      "accessibility": random.chance(60)
        ? .array([.members(["id": id(.accessibility, number), "description": .string("Step-free entrance")])]) : nil,
    ])
  }

  private func schedule(_ random: inout SplitMix64, _ number: Int, _ place: Int) -> JSONValue {
    let opens = random.number(in: 8...18)
    let days = random.chance(30) ? "MO,TU,WE,TH,FR" : random.pick(Weekday.allCases).rawValue
    return .members([
      "id": id(.schedule, number, place),
      "freq": .string("WEEKLY"),
      "byday": .string(days),
      "opens_at": .string(LocalTime(hour: opens, minute: random.pick([0, 15, 30]))?.description ?? "09:00"),
      "closes_at": .string(LocalTime(hour: opens + random.number(in: 1...4), minute: 0)?.description ?? "17:00"),
    ])
  }

  private func cost(_ random: inout SplitMix64, _ number: Int, _ place: Int) -> JSONValue {
    .members([
      "id": id(.costOption, number, place),
      "option": .string(random.pick(["Child", "Adult", "Family", "Session"])),
      "amount": .double(Double(random.number(in: 0...60)) / 2),
      "amount_description": .string("a session"),
    ])
  }

  /// A number of those that Ofcom keeps for drama: nobody is rung.
  private func phone(_ random: inout SplitMix64, _ number: Int) -> JSONValue {
    .members([
      "id": id(.phone, number),
      "number": .string("01632 960\(random.number(in: 100...999))"),
    ])
  }

  private func domain(_ organization: Int) -> String { "provider\(organization).example" }

  // MARK: Prose

  /// 200 to 1,500 characters.
  private func description(_ random: inout SplitMix64) -> String {
    let length = random.number(in: 200...1400)
    var text = sentence(&random)
    while text.utf8.count < length { text += (random.chance(20) ? "\n\n" : " ") + sentence(&random) }
    return text
  }

  private func sentence(_ random: inout SplitMix64) -> String {
    var sentence = random.pick(SampleWords.openings)
    for _ in 0..<random.number(in: 4...11) { sentence += " \(random.pickUnevenly(SampleWords.vocabulary))" }
    return sentence + "."
  }
}
