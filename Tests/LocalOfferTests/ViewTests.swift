import Domain
import JSON
import Testing

@testable import API
@testable import LocalOffer

/// A shape of the feed with its type forgotten, so that one test can walk all of them.
struct ShapeUnderTest: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let descriptions: [String: String]
  let schema: @Sendable () throws -> Schema
  let example: @Sendable () throws -> JSONValue
  /// The example read into the type and written again.
  let exampleReadAgain: @Sendable () throws -> JSONValue

  init<Shape: FeedShape>(_ shape: Shape.Type) {
    testDescription = shape.schemaName
    descriptions = shape.descriptions
    schema = { try Schema(recording: shape) }
    example = { try json(shape.example) }
    exampleReadAgain = { try json(JSONTree.decode(shape, from: json(shape.example))) }
  }

  /// The members of the shape, in order.
  func properties() throws -> [RecordSchema.Property] {
    guard case .record(let record)? = try schema().components[testDescription] else { return [] }
    return record.properties
  }

  /// What routes answer with.
  static let answers = [
    ShapeUnderTest(ORUK.ApiDetails.self),
    ShapeUnderTest(ORUK.Service.self),
    ShapeUnderTest(ORUK.Page<ORUK.Service>.self),
    ShapeUnderTest(ORUK.Page<ORUK.ServiceSummary>.self),
    ShapeUnderTest(ORUK.Page<ORUK.ServiceReference>.self),
    ShapeUnderTest(ORUK.OrganizationFull.self),
    ShapeUnderTest(ORUK.OrganizationWithServices.self),
    ShapeUnderTest(ORUK.Page<ORUK.OrganizationSummary>.self),
    ShapeUnderTest(ORUK.Page<ORUK.OrganizationFull>.self),
    ShapeUnderTest(ORUK.Page<ORUK.OrganizationWithServices>.self),
    ShapeUnderTest(ORUK.ServiceAtLocation.self),
    ShapeUnderTest(ORUK.Page<ORUK.ServiceAtLocation>.self),
    ShapeUnderTest(ORUK.Page<ORUK.ServiceAtLocationSummary>.self),
    ShapeUnderTest(ORUK.Taxonomy.self),
    ShapeUnderTest(ORUK.Page<ORUK.TaxonomySummary>.self),
    ShapeUnderTest(ORUK.TaxonomyTerm.self),
    ShapeUnderTest(ORUK.Page<ORUK.TaxonomyTerm>.self),
  ]

  /// What stands inside the answers.
  static let parts = [
    ShapeUnderTest(ORUK.ServiceSummary.self),
    ShapeUnderTest(ORUK.ServiceReference.self),
    ShapeUnderTest(ORUK.Organization.self),
    ShapeUnderTest(ORUK.OrganizationSummary.self),
    ShapeUnderTest(ORUK.OrganizationService.self),
    ShapeUnderTest(ORUK.OrganizationIdentifier.self),
    ShapeUnderTest(ORUK.Location.self),
    ShapeUnderTest(ORUK.LocationSummary.self),
    ShapeUnderTest(ORUK.ServiceAtLocationSummary.self),
    ShapeUnderTest(ORUK.TaxonomySummary.self),
    ShapeUnderTest(ORUK.Address.self),
    ShapeUnderTest(ORUK.Accessibility.self),
    ShapeUnderTest(ORUK.Contact.self),
    ShapeUnderTest(ORUK.Phone.self),
    ShapeUnderTest(ORUK.Language.self),
    ShapeUnderTest(ORUK.Schedule.self),
    ShapeUnderTest(ORUK.CostOption.self),
    ShapeUnderTest(ORUK.Funding.self),
    ShapeUnderTest(ORUK.ServiceArea.self),
    ShapeUnderTest(ORUK.Attribute.self),
  ]

  static let all = answers + parts
}

private func json(_ value: some Encodable) throws -> JSONValue {
  try JSONParser.parse(JSONWriter.encode(value))
}

extension JSONValue {
  fileprivate var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }
}

@Suite("Shapes of the feed")
struct ViewTests {
  @Test("Every object inside an answer is a listed shape of the feed", arguments: ShapeUnderTest.answers)
  func shapesAreListed(_ answer: ShapeUnderTest) throws {
    let listed = Set(ShapeUnderTest.all.map(\.testDescription))
    #expect(Set(try answer.schema().components.keys).subtracting(listed) == [])
    #expect(answer.testDescription.hasPrefix("ORUK"))
  }

  @Test("Every member is described in one sentence, and nothing else is", arguments: ShapeUnderTest.all)
  func membersAreDescribed(_ shape: ShapeUnderTest) throws {
    let properties = try shape.properties()
    #expect(!properties.isEmpty)
    #expect(Set(properties.map(\.name)) == Set(shape.descriptions.keys))
    for property in properties {
      let sentence = try #require(property.description, "\(property.name)")
      #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true, "\(property.name)")
      #expect(!sentence.dropLast().contains(". "), "\(property.name)")
    }
  }

  @Test("The example has the shape", arguments: ShapeUnderTest.all)
  func exampleHasItsShape(_ shape: ShapeUnderTest) throws {
    #expect(try shape.schema().faults(in: shape.example()) == [])
  }

  @Test("Reading the example loses nothing", arguments: ShapeUnderTest.all)
  func exampleIsReadWhole(_ shape: ShapeUnderTest) throws {
    #expect(try shape.exampleReadAgain() == shape.example())
  }

  /// Members that an example cannot have beside its others.
  static let contradictions: [String: Set<String>] = [
    "ORUKLocation": ["url"],
    "ORUKLocationSummary": ["url"],
    "ORUKSchedule": ["count", "byweekno", "bymonthday", "byyearday"],
    "ORUKAttribute": ["taxonomy_term_id"],
  ]

  @Test("The example shows every member that can stand beside the others, in order", arguments: ShapeUnderTest.all)
  func exampleIsComplete(_ shape: ShapeUnderTest) throws {
    let absent = Self.contradictions[shape.testDescription] ?? []
    let expected = try shape.properties().map(\.name).filter { !absent.contains($0) }
    #expect(try shape.example().object?.members.map(\.key) == expected)
  }

  @Test("An extended shape has the members of its base first, then its own")
  func extendedShapesKeepOrder() throws {
    let names = try ShapeUnderTest(ORUK.OrganizationFull.self).properties().map(\.name)
    let nested = try ShapeUnderTest(ORUK.Organization.self).properties().map(\.name)
    let summary = try ShapeUnderTest(ORUK.OrganizationSummary.self).properties().map(\.name)
    #expect(names == nested + ["services"])
    #expect(Array(nested.prefix(summary.count)) == summary)
    #expect(
      nested.dropFirst(summary.count) == ["organization_identifiers", "funding", "contacts", "phones", "attributes"])
  }

  @Test("What a list shows of a service is also right for the full record")
  func summaryIsPartOfFullRecord() throws {
    #expect(try Schema(recording: ORUK.Service.self).faults(in: json(ORUK.ServiceSummary.example)) == [])
  }

  @Test(
    "A service that departs from the shape is refused where it does",
    arguments: [
      ("name", nil, "missing"),
      ("status", "\"open\"", "not-listed"),
      ("status", nil, "missing"),
      ("email", "\"ring us\"", "malformed"),
      ("url", "\"www.copperleaf.example\"", "malformed"),
      ("assured_date", "\"14/09/2026\"", "malformed"),
      ("minimum_age", "\"2\"", "wrong-type"),
      ("description", "null", "wrong-type"),
      ("last_modified", nil, "missing"),
      ("vacancies", "3", "unknown"),
      ("organization", "{}", "missing"),
    ] as [(String, String?, String)])
  func departureIsRefused(member: String, text: String?, code: String) throws {
    var service = try #require(try json(ORUK.Service.example).object)
    service[member] = try text.map { try JSONParser.parse(Array($0.utf8)) }
    let faults = try Schema(recording: ORUK.Service.self).faults(in: .object(service))
    #expect(Set(faults.map(\.code.rawValue)) == [code])
    for fault in faults {
      guard case .pointer(let pointer) = fault.place else {
        Issue.record("The fault is not in the document: \(fault)")
        continue
      }
      #expect(pointer.hasPrefix("/\(member)"))
    }
  }

  @Test("A fault deep in a page is found")
  func deepFaultIsFound() throws {
    var page = ORUK.Page<ORUK.Service>.example
    page.contents[0].details.serviceAtLocations?[0].location?.details.addresses?[0].addressType = .postal
    let schema = try Schema(recording: ORUK.Page<ORUK.Service>.self)
    var text = String(decoding: try JSONWriter.encode(page), as: UTF8.self)
    #expect(schema.faults(in: try JSONParser.parse(Array(text.utf8))) == [])
    text.replace("\"address_type\":\"postal\"", with: "\"address_type\":\"home\"")
    #expect(
      schema.faults(in: try JSONParser.parse(Array(text.utf8))).map(\.place) == [
        .pointer("/contents/0/service_at_locations/0/location/addresses/0/address_type")
      ])
  }

  @Test(
    "An e-mail address is published in one form",
    arguments: [
      ("hello@copperleaf.example", true), ("O'Brien+send@mail.copperleaf.example", true),
      ("hello@Copperleaf.example", false), (" hello@copperleaf.example", false), ("mailto:a@copperleaf.example", false),
      ("hello@copperleaf", false), ("hello", false), ("", false),
    ])
  func emailText(text: String, isOne: Bool) {
    #expect((ORUK.EmailText(rawValue: text) != nil) == isOne)
  }

  @Test(
    "A URI is absolute, printable ASCII, and of a scheme that does nothing",
    arguments: [
      ("https://www.copperleaf.example/a?b=c#d", true), ("urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2", true),
      ("MAILTO:hello@copperleaf.example", true), ("javascript:alert(1)", false), ("JavaScript:alert(1)", false),
      ("data:text/html,a", false), ("x-a+b.1:c", false), ("www.copperleaf.example", false),
      ("//copperleaf.example/a", false), ("https:", false),
      (":a", false), ("1a:b", false), ("https://copperleaf.example/a b", false),
      ("https://copperleaf.example/é", false),
      ("a_b:c", false), ("", false),
    ])
  func uriText(text: String, isOne: Bool) {
    #expect((ORUK.URIText(rawValue: text) != nil) == isOne)
  }

  @Test("Examples have only telephone numbers and e-mail addresses that belong to nobody")
  func examplesAreInvented() throws {
    let services = try JSONWriter.encode(ORUK.OrganizationWithServices.example)
    let texts = String(decoding: services, as: UTF8.self).split(separator: "\"").map(String.init)
    let numbers = texts.filter { $0.hasPrefix("0") && $0.allSatisfy { $0.isNumber || $0 == " " } }
    // Ofcom keeps these ranges free for drama.
    #expect(Set(numbers).allSatisfy { $0.hasPrefix("0121 496 0") || $0.hasPrefix("07700 900") })
    #expect(numbers.count > 2)
    let addresses = texts.filter { $0.contains("@") }
    #expect(addresses.allSatisfy { $0.hasSuffix(".example") })
    #expect(addresses.count > 2)
  }
}
