extension RecordShape {
  static let organizationIdentifier = RecordShape(
    .organizationIdentifier,
    ["identifier_scheme": .line, "identifier_type": .line, "identifier": .line, "attributes": .parts(attribute)])

  static let address = RecordShape(
    .address,
    [
      "attention": .line,
      "address_1": .line,
      "address_2": .line,
      "city": .line,
      "region": .line,
      "state_province": .line,
      "postal_code": .postcode,
      "country": .line,
      "address_type": .choice(placeTypes, otherwise: .use("physical")),
      "attributes": .parts(attribute),
    ])

  static let accessibility = RecordShape(
    .accessibility,
    [
      "description": .prose, "details": .prose, "url": .webAddress, "accessibility": .prose,
      "attributes": .parts(attribute),
    ])

  static let serviceArea = RecordShape(
    .serviceArea,
    [
      "name": .line, "description": .prose, "extent": .line, "extent_type": .line, "uri": .line, "service_area": .line,
    ])

  static let costOption = RecordShape(
    .costOption,
    [
      "valid_from": .date, "valid_to": .date, "option": .line, "currency": .line, "amount": .number(0...1e9),
      "amount_description": .prose,
    ])

  static let funding = RecordShape(.funding, ["source": .line])

  static let schedule = RecordShape(
    .schedule,
    [
      "valid_from": .date,
      "valid_to": .date,
      "dtstart": .date,
      "timezone": .number(-24...24),
      "until": .date,
      "count": .number(0...100_000),
      "wkst": .weekday,
      "freq": .choice(["WEEKLY", "MONTHLY"]),
      "interval": .number(1...1000),
      "byday": .weekdays,
      "byweekno": .line,
      "bymonthday": .line,
      "byyearday": .line,
      "description": .prose,
      "opens_at": .time,
      "closes_at": .time,
      "schedule_link": .webAddress,
      "attending_type": .line,
      "notes": .prose,
      "attributes": .parts(attribute),
    ])

  static let contact = RecordShape(
    .contact,
    [
      "name": .line, "title": .line, "department": .line, "email": .email, "phones": .parts(phone),
      "attributes": .parts(attribute),
    ])

  static let phone = RecordShape(
    .phone,
    [
      "number": .line, "extension": .number(0...1e12), "type": .line, "description": .prose,
      "languages": .parts(language),
    ])

  static let language = RecordShape(.language, ["name": .line, "code": .line, "note": .prose])

  static let attribute = RecordShape(
    .attribute,
    [
      "link_type": .line, "link_entity": .line, "label": .line, "value": .line,
      "taxonomy_term_id": .reference(.taxonomyTerm), "taxonomy_term": .part(taxonomyTerm),
    ])
}
