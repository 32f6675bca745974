import Domain
import JSON
import Testing

@testable import LocalOffer

@Suite("A record on its way in")
struct ImportRecordTests {
  @Test(
    "what a record cannot do without rejects it, with its place",
    arguments: [
      (#"5"#, ""), (#""text""#, ""), (#"[]"#, ""), (#"null"#, ""),
      (#"{"contents": []}"#, ""), (#"{"contents": 5}"#, ""),
      (#"{}"#, "/id"), (#"{"name": "A"}"#, "/id"), (#"{"id": null, "name": "A"}"#, "/id"),
      (#"{"id": " ", "name": "A"}"#, "/id"), (#"{"id": {}, "name": "A"}"#, "/id"),
      (#"{"id": "00000000-0000-0000-0000-000000000000", "name": "A"}"#, "/id"),
      (#"{"id": "\#(String(repeating: "é", count: 128))", "name": "A"}"#, "/id"),
      (#"{"id": 1}"#, "/name"), (#"{"id": 1, "name": null}"#, "/name"), (#"{"id": 1, "name": ""}"#, "/name"),
      (#"{"id": 1, "name": " \t\u00a0\u200b"}"#, "/name"), (#"{"id": 1, "name": "<p>&nbsp;</p>"}"#, "/name"),
      (#"{"id": 1, "name": 5}"#, "/name"), (#"{"id": 1, "name": ["A"]}"#, "/name"),
      (#"{"id": 1, "name": "A", "status": "open"}"#, "/status"),
      (#"{"id": 1, "name": "A", "organization": []}"#, "/organization"),
      (#"{"id": 1, "name": "A", "organization": "Trust"}"#, "/organization"),
      (#"{"id": 1, "name": "A", "schedules": "weekly"}"#, "/schedules"),
      (#"{"id": 1, "name": "A", "contacts": [{"id": 2, "phones": 5}]}"#, "/contacts/0/phones"),
      (#"{"id": 1, "taxonomy_terms": []}"#, "/name"),
    ])
  func rejected(_ text: String, pointer: String) throws {
    let fault = #expect(throws: RecordFault.self) { try normalised(text) }
    #expect(fault?.pointer == pointer)
    #expect(fault?.reason.isEmpty == false)
  }

  @Test(
    "a value that cannot be read is left out, and told",
    arguments: [
      (#""email": "n/a""#, "email"), (#""email": "a@b.example; c@d.example""#, "email"),
      (#""url": "javascript:x""#, "url"),
      (#""url": "https://multi.example/page one""#, "url"), (#""description": {"text": "A"}"#, "description"),
      (#""description": true"#, "description"), (#""assured_date": "2024-02-31""#, "assured_date"),
      (#""assured_date": "31/02/2024""#, "assured_date"), (#""assured_date": "yesterday""#, "assured_date"),
      (#""last_modified": "2025-13-01T25:61:00Z""#, "last_modified"), (#""minimum_age": -1"#, "minimum_age"),
      (#""minimum_age": "0x10""#, "minimum_age"), (#""minimum_age": "inf""#, "minimum_age"),
      (#""maximum_age": "11 years""#, "maximum_age"), (#""maximum_age": 1e300"#, "maximum_age"),
      (#""schedules": [{"id": 1, "freq": "YEARLY", "notes": "x"}]"#, "schedules.0.freq"),
      (#""schedules": [{"id": 1, "byday": "9XX", "notes": "x"}]"#, "schedules.0.byday"),
      (#""schedules": [{"id": 1, "opens_at": "24:30", "notes": "x"}]"#, "schedules.0.opens_at"),
      (#""schedules": [{"id": 1, "opens_at": "half 12", "notes": "x"}]"#, "schedules.0.opens_at"),
      (#""schedules": [{"id": 1, "schedule_link": "ask", "notes": "x"}]"#, "schedules.0.schedule_link"),
      (#""cost_options": [{"id": 1, "amount": -3, "option": "x"}]"#, "cost_options.0.amount"),
      (#""contacts": [{"id": 1, "email": "jo", "name": "x"}]"#, "contacts.0.email"),
      (#""organization": {"id": 1, "name": "x", "uri": "no uri"}"#, "organization.uri"),
      (
        #""service_at_locations": [{"id": 1, "location": {"id": 2, "location_type": "virtual", "latitude": 999}}]"#,
        "service_at_locations.0.location.latitude"
      ),
    ])
  func leftOut(_ members: String, path: String) throws {
    let record = try service(members)
    #expect(try record.value(path) == nil)
    #expect(record.repairs.map(\.pointer) == ["/" + path.replacing(".", with: "/")])
    #expect(record.repairs.first?.reason.hasSuffix("left out") == true)
  }

  @Test(
    "what says nothing is left out without a word",
    arguments: [
      #""description": null"#, #""description": """#, #""description": " \r\n \u00a0\u200b""#,
      #""description": "<br>""#,
      #""email": "" "#, #""url": " ""#, #""minimum_age": """#, #""assured_date": "" "#, #""last_modified": null"#,
      #""phones": null"#, #""phones": []"#, #""phones": """#, #""phones": [null]"#, #""phones": [{}]"#,
      #""phones": [{"id": "", "number": " "}]"#, #""contacts": [{"id": null, "phones": [{"number": null}]}]"#,
      #""organization": null"#, #""organization": {}"#, #""organization": {"id": "", "name": ""}"#,
      #""service_at_locations": [{"id": null, "location": {"id": "", "addresses": [{"city": ""}]}}]"#,
      #""attributes": [{"taxonomy_term": {"id": ""}}]"#, #""organization_id": """#,
    ])
  func blank(_ members: String) throws {
    let record = try service(members)
    #expect(try record.tree == service(#""fees": null"#).tree)
    #expect(record.repairs.isEmpty)
  }

  @Test(
    "values come out in the form in which they are published",
    arguments: [
      (
        #""description": "<p>Come &amp; play</p><ul><li>Soft play</li></ul>""#, "description",
        "Come & play\n\n- Soft play"
      ),
      (#""description": "a < b & c > d""#, "description", "a < b & c > d"),
      (#""description": "<script>alert(1)</script>Safe""#, "description", "Safe"),
      (#""description": "one\r\ntwo""#, "description", "one\ntwo"),
      (#""alternate_name": "Mums &amp; Dads&#8217;<br>Caf&eacute; ""#, "alternate_name", "Mums & Dads’ Café"),
      (#""fees": 4.5"#, "fees", "4.5"),
      (#""url": "www.example.org/x""#, "url", "https://www.example.org/x"),
      (#""url": "http://cafe.example/?a=1&amp;b=2""#, "url", "http://cafe.example/?a=1&b=2"),
      (#""email": "mailto:Info@Example.ORG""#, "email", "Info@example.org"),
      (#""status": "ACTIVE ""#, "status", "active"),
      (#""status": "Temporarily_Closed""#, "status", "temporarily closed"),
      (#""assured_date": "12/05/2024""#, "assured_date", "2024-05-12"),
      (#""assured_date": "1.5.2024""#, "assured_date", "2024-05-01"),
      (#""assured_date": "2024-11-04T00:00:00""#, "assured_date", "2024-11-04"),
      (#""last_modified": "2024-05-12T10:30:00.5+01:00""#, "last_modified", "2024-05-12T09:30:00.5Z"),
      (#""last_modified": "2024-05-12 10:30:00Z""#, "last_modified", "2024-05-12T10:30:00Z"),
      (#""schedules": [{"freq": "weekly"}]"#, "schedules.0.freq", "WEEKLY"),
      (#""schedules": [{"byday": "Monday, tue"}]"#, "schedules.0.byday", "MO,TU"),
      (#""schedules": [{"wkst": "sunday"}]"#, "schedules.0.wkst", "SU"),
      (#""schedules": [{"opens_at": "9:05"}]"#, "schedules.0.opens_at", "09:05:00"),
      (#""schedules": [{"opens_at": "9am"}]"#, "schedules.0.opens_at", "09:00:00"),
      (#""schedules": [{"opens_at": "12.30 pm"}]"#, "schedules.0.opens_at", "12:30:00"),
      (#""schedules": [{"opens_at": "12am"}]"#, "schedules.0.opens_at", "00:00:00"),
      (#""schedules": [{"opens_at": "17:00:00+01:00"}]"#, "schedules.0.opens_at", "17:00:00"),
      (#""phones": [{"number": 1632960113}]"#, "phones.0.number", "1632960113"),
      (#""organization": {"id": 1, "name": "x", "uri": "urn:x:1"}"#, "organization.uri", "urn:x:1"),
      (
        #""organization_id": "2ED6657D-E927-568B-95E1-2665A8AEA6A3""#, "organization_id",
        "2ed6657d-e927-568b-95e1-2665a8aea6a3"
      ),
    ])
  func form(_ members: String, path: String, expected: String) throws {
    // Without the status that `service` gives, since a name may not come twice.
    let record = try normalised(#"{"id": "\#(serviceID)", "name": "Play", \#(members)}"#)
    #expect(try record.text(path) == expected)
    #expect(record.repairs.filter { $0.pointer != "/status" } == [])
  }

  @Test(
    "numbers are kept, and read from text",
    arguments: [("5", 5.0), ("0.5", 0.5), (#""5""#, 5), (#"" 0.5 ""#, 0.5), (#""1e1""#, 10)])
  func number(_ written: String, expected: Double) throws {
    #expect(try service(#""minimum_age": \#(written)"#).value("minimum_age")?.double == expected)
  }

  @Test("an amount may have a pound sign, and words move to where words belong")
  func amounts() throws {
    let record = try service(
      #""cost_options": [{"amount": "£4.50"}, {"amount": "Free"}, {"amount": "Ask", "amount_description": "a week"}]"#)
    #expect(try record.value("cost_options.0.amount")?.double == 4.5)
    #expect(try record.text("cost_options.1.amount_description") == "Free")
    #expect(try record.text("cost_options.2.amount_description") == "a week")
    #expect(record.repairs.count == 3)
  }

  @Test("a date and time without a zone is read as UTC, and told")
  func zone() throws {
    for written in ["2024-05-12T09:30:00", "12/05/2024 09:30", "2024-05-12 09:30"] {
      let record = try service(#""last_modified": "\#(written)""#)
      #expect(try record.text("last_modified") == "2024-05-12T09:30:00Z")
      #expect(record.repairs.map(\.pointer) == ["/last_modified"])
    }
    #expect(try service(#""last_modified": "2024-05-12""#).text("last_modified") == "2024-05-12T00:00:00Z")
  }

  @Test("ages that contradict each other are both left out; equal ones are not")
  func ages() throws {
    let record = try service(#""minimum_age": 19, "maximum_age": 3.5"#)
    #expect(try record.value("minimum_age") == nil && record.value("maximum_age") == nil)
    #expect(record.repairs.map(\.pointer) == ["/minimum_age"])
    #expect(try service(#""minimum_age": 4, "maximum_age": 4"#).repairs.isEmpty)
  }

  @Test("a missing status counts as active, and is told")
  func status() throws {
    let record = try normalised(#"{"id": 1, "name": "A"}"#)
    #expect(try record.text("status") == "active")
    #expect(record.repairs.map(\.pointer) == ["/status"])
  }

  @Test("members that nobody knows are left out and counted; back references are not worth a word")
  func unknown() throws {
    let record = try service(
      #""pc_metadata": {"a": 1}, "x/y~": 1, "phones": [{"id": 1, "number": "1", "service_id": "1", "fax": "2"}]"#)
    #expect(record.unknownMembers.sorted() == ["/pc_metadata", "/phones/fax", "/x~1y~0"])
    #expect(record.repairs.isEmpty)
  }

  @Test("an object in the place of a list is a list of one; what is no object is left out of a list")
  func lists() throws {
    let record = try service(#""phones": {"id": 1, "number": "1"}, "attributes": ["SEND", [], {"label": "x"}]"#)
    #expect(try record.text("phones.0.number") == "1")
    #expect(try record.text("attributes.0.label") == "x" && record.value("attributes.1") == nil)
    #expect(record.repairs.map(\.pointer) == ["/phones", "/attributes/0", "/attributes/1"])
  }

  @Test("a long description stays whole")
  func long() throws {
    let description = String(repeating: "x", count: 145_000)
    #expect(try service(#""description": "\#(description)""#).text("description") == description)
  }
}

extension JSONValue {
  var double: Double? {
    if case .number(let number) = self { number.double } else { nil }
  }
}
