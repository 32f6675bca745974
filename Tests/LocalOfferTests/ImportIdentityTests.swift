import Domain
import JSON
import Testing

@testable import LocalOffer

@Suite("Ids and references on their way in")
struct ImportIdentityTests {
  @Test("a UUID is kept in lower case, and is no external id")
  func kept() throws {
    let record = try normalised(#"{"id": "\#(serviceID.uppercased())", "name": "A"}"#)
    #expect(record.id.description == serviceID)
    #expect(try record.value("external_ids") == nil)
  }

  @Test("another id becomes a UUID of version 5 that depends on source, kind and id alone")
  func made() throws {
    func id(_ written: String, source: String = "north") throws -> Identifier {
      try normalised(#"{"id": \#(written), "name": "A"}"#, source: source).id
    }
    let first = try id("10021")
    #expect(first.version == 5)
    #expect(try id("10021") == first && id(#"" 10021 ""#) == first)
    #expect(try id("10022") != first && id("10021", source: "south") != first)
    // Fixed for good: another value here means that every feed imported again comes as new records.
    #expect(first.description == "de426a72-0d49-5b1a-8dd7-4a66c90db2cb")
    let record = try normalised(#"{"id": 1, "name": "A", "organization": {"id": 1, "name": "B"}}"#)
    #expect(try record.text("id") != record.text("organization.id"))
  }

  @Test("the original of every id that was replaced is kept")
  func originals() throws {
    let record = try service(#""organization": {"id": "drums", "name": "Drums"}, "phones": [{"id": 7, "number": "1"}]"#)
    #expect(try record.text("external_ids.0.kind") == "organization" || record.text("external_ids.0.kind") == "phone")
    var found: [String: String] = [:]
    for place in 0..<2 {
      found[try record.text("external_ids.\(place).kind") ?? ""] = try record.text("external_ids.\(place).original_id")
    }
    #expect(found == ["organization": "drums", "phone": "7"])
    #expect(try record.value("external_ids.2") == nil)
  }

  @Test("a part without an id gets one that follows from its owner and its place")
  func parts() throws {
    let members =
      #""phones": [{"number": "1"}, {"number": "2"}], "contacts": [{"name": "x", "phones": [{"number": "3"}]}]"#
    let record = try service(members)
    let ids = try [
      record.text("phones.0.id"), record.text("phones.1.id"), record.text("contacts.0.id"),
      record.text("contacts.0.phones.0.id"),
    ]
    #expect(Set(ids).count == 4 && !ids.contains(nil))
    #expect(try service(members) == record)
  }

  @Test("an object with nothing but an id refers to a record; without a name an organisation or term does too")
  func references() throws {
    let record = try service(
      """
      "organization": {"id": "\(serviceID)"},
      "service_at_locations": [{"id": "w1", "location": {"id": "\(serviceID)"}}, {"id": "w8"}],
      "attributes": [{"id": "x3", "taxonomy_term": {"id": "SEND", "name": "", "description": "x"}}]
      """)
    #expect(try record.value("organization")?.object?.members.map(\.key) == ["id"])
    #expect(try record.value("service_at_locations.0.location")?.object?.members.map(\.key) == ["id"])
    #expect(try record.value("attributes.0.taxonomy_term")?.object?.members.map(\.key) == ["id"])
    #expect(record.repairs.map(\.pointer).sorted() == ["/attributes/0/taxonomy_term", "/service_at_locations/1"])
  }

  @Test("a vocabulary is a record of its own, with its terms; a term without a name is left out and told")
  func taxonomy() throws {
    let record = try normalised(
      #"{"id": "v", "name": "Needs", "version": "2026", "taxonomy_terms": [{"id": "ASD", "name": "Autism"}, {"id": "x"}]}"#
    )
    #expect(record.kind == .taxonomy)
    #expect(try record.text("taxonomy_terms.0.name") == "Autism" && record.value("taxonomy_terms.1") == nil)
    #expect(try record.value("status") == nil)
    #expect(record.repairs.map(\.pointer) == ["/taxonomy_terms/1"])
  }

  @Test("the hash is of the document, whatever white space and order the supplier wrote")
  func hash() throws {
    let first = try normalised(#"{"id": 1, "name": "A", "status": "active", "fees": "x"}"#)
    #expect(try normalised(#"{ "fees":"x ","status":"Active","name":" A", "id":"1", "email":null}"#) == first)
    #expect(first.contentHash.count == 32)
    #expect(
      try normalised(#"{"id": 1, "name": "A", "status": "active", "fees": "y"}"#).contentHash != first.contentHash)
  }
}

@Suite("Places on their way in")
struct ImportPlaceTests {
  private static let town = GridPoint(easting: 394_000, northing: 290_000)!
  private static let postcodes = PostcodeIndex([Postcode("DY1 1HF")!: town])

  private func location(_ members: String) throws -> (FeedRecord, JSONObject) {
    let record = try service(
      #""service_at_locations": [{"id": 1, "location": {"id": 2, "location_type": "physical", \#(members)}}]"#,
      postcodes: ImportPlaceTests.postcodes)
    return (record, try record.value("service_at_locations.0.location")?.object ?? JSONObject())
  }

  @Test("coordinates give the point, as numbers or as text")
  func coordinates() throws {
    for members in [#""latitude": 52.5091, "longitude": -2.0874"#, #""latitude": "52.5091", "longitude": " -2.0874""#] {
      let (record, location) = try location(members)
      let point = GridPoint(Position(latitude: 52.5091, longitude: -2.0874)!)
      #expect(location.number("easting") == point.map { Double($0.easting) })
      #expect(location.number("northing") == point.map { Double($0.northing) })
      #expect(location.number("latitude") == 52.5091 && record.repairs.isEmpty)
    }
  }

  @Test(
    "without coordinates on the grid, the first postcode that is known gives it",
    arguments: ["", #""latitude": -2.15, "longitude": 52.47,"#, #""latitude": 52.5,"#])
  func postcode(_ members: String) throws {
    let (_, location) = try location(
      members + #""addresses": [{"postal_code": "WORDSLEY"}, {"postal_code": "dy11hf", "country": "England"}]"#)
    #expect(location.number("easting") == 394_000 && location.number("northing") == 290_000)
    guard case .array(let addresses) = location["addresses"] else { throw RecordFault(pointer: "", reason: "no list") }
    #expect(addresses.map { $0.object?.text("postal_code") } == ["WORDSLEY", "DY1 1HF"])
    #expect(addresses.map { $0.object?.text("country") } == ["GB", "GB"])
  }

  @Test("a place outside of Great Britain keeps its coordinates and has no point")
  func elsewhere() throws {
    let (record, location) = try location(#""latitude": 48.85, "longitude": 2.35"#)
    #expect(location.number("latitude") == 48.85 && location["easting"] == nil && record.repairs.isEmpty)
  }

  @Test("0, 0 is a form that nobody filled in")
  func nowhere() throws {
    let (record, location) = try location(#""latitude": 0, "longitude": 0"#)
    #expect(location["latitude"] == nil && location["longitude"] == nil && record.repairs.count == 1)
  }

  @Test("a location without a type, or with another, is a physical one, and that is told")
  func type() throws {
    for members in [#""name": "The copse""#, #""name": "The copse", "location_type": "building""#] {
      let record = try service(#""service_at_locations": [{"id": 1, "location": {"id": 2, \#(members)}}]"#)
      #expect(try record.text("service_at_locations.0.location.location_type") == "physical")
      #expect(record.repairs.map(\.pointer) == ["/service_at_locations/0/location/location_type"])
    }
  }
}
