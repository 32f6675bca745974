import API
import Access
import Domain
import HTTP
import JSON
import Testing

@testable import API

@Suite struct ContractTests {
  static let service = ServiceDescription(
    title: "Library", version: "1.2.3", summary: "Books: lent, kept", description: "A library.\nWith two lines.",
    license: "MIT", tags: [.init("Books", "What is on the shelves."), .init("System", "The service itself.")])

  static func table() throws -> RouteTable {
    try RouteTable(service) {
      Library.routes
      SystemRoutes.health
    }
  }

  /// The value at a path of member names.
  private func value(_ path: String...) throws -> JSONValue? {
    let contract = try #require(try Self.table().contract)
    var value: JSONValue? = try JSONParser.parse(contract.json)
    for name in path {
      guard case .object(let object)? = value else { return nil }
      value = object[name]
    }
    return value
  }

  private func keys(_ value: JSONValue?) -> [String] {
    if case .object(let object)? = value { object.members.map(\.key) } else { [] }
  }

  @Test func saysTheSameInBothSpellings() throws {
    let contract = try #require(try Self.table().contract)
    #expect(try YAMLReader.read(String(decoding: contract.yaml, as: UTF8.self)) == JSONParser.parse(contract.json))
  }

  @Test func isTheSameEveryTime() throws {
    #expect(try Self.table().contract?.yaml == Self.table().contract?.yaml)
  }

  @Test func describesEveryRoute() throws {
    let table = try Self.table()
    for route in table.routes {
      let operation = try value("paths", route.template.description, route.method.rawValue.lowercased())
      guard case .object(let operation)? = operation else {
        Issue.record("\(route.id) is not in the contract")
        continue
      }
      #expect(operation["operationId"] == .string(route.id))
      #expect(operation["summary"] == .string(route.summary))
      #expect(operation["tags"] == .array([.string(route.tag)]))
    }
    #expect(keys(try value("paths")).suffix(3) == ["/openapi.yaml", "/openapi.json", "/errors"])
  }

  @Test(arguments: [
    ("/books", "get", "200 400 406 422 500 503"), ("/books", "post", "201 400 401 403 406 408 409 413 415 422 500 503"),
    ("/books/{id}", "get", "200 304 400 404 406 500 503"),
    ("/books/{id}", "patch", "200 400 401 403 404 406 408 412 413 415 422 428 500 503"),
    ("/books/{id}", "delete", "204 400 401 403 404 412 428 500 503"),
    ("/health/live", "get", "200 400 406 500 503"), ("/openapi.json", "get", "200 304 400 406 500 503"),
    ("/books/{id}/chapters/{number}", "get", "200 400 404 406 422 500 503"),
  ])
  func namesTheRefusalsThatFollow(path: String, method: String, statuses: String) throws {
    #expect(keys(try value("paths", path, method, "responses")).joined(separator: " ") == statuses)
  }

  @Test func closesBodiesAndLeavesRepliesOpen() throws {
    #expect(try value("components", "schemas", "AddBook", "additionalProperties") == .bool(false))
    #expect(try value("components", "schemas", "BookView", "additionalProperties") == nil)
    #expect(try value("components", "schemas", "AuthorView", "additionalProperties") == .bool(false))
  }

  @Test func namesWhoMayCall() throws {
    #expect(try value("paths", "/books", "get", "security") == .array([]))
    #expect(
      try value("paths", "/books", "post", "security")
        == .array([.record([("bearer", .array([.string("books:write")]))])]))
    #expect(try value("components", "securitySchemes", "bearer", "scheme") == .string("bearer"))
  }

  @Test func servesItself() async throws {
    let table = try Self.table()
    let caller = try Caller(table.routes)
    let yaml = await caller.send(.get, "/openapi.yaml")
    #expect(yaml.bytes == table.contract?.yaml)
    #expect(yaml.value("Content-Type") == "application/yaml")
    let json = await caller.send(.get, "/openapi.json")
    #expect(json.bytes == table.contract?.json)
    let etag = try #require(json.value("ETag"))
    #expect(await caller.send(.get, "/openapi.json", [("If-None-Match", etag)]).status == 304)
  }

  @Test func passesItsOwnReview() throws {
    #expect(try Self.table().review() == [])
  }

  @Test func reviewFindsWhatIsMissing() throws {
    struct Bare: Codable, Sendable {
      let query: String?
    }
    struct Small: SchemaValue {
      let number: Int
      static let schema = ValueSchema.integer(1...2)
      static let example = Small(number: 3)
      init(number: Int) { self.number = number }
      init(from decoder: any Decoder) throws { number = try Int(from: decoder) }
      func encode(to encoder: any Encoder) throws { try number.encode(to: encoder) }
    }
    struct Wrong: Exemplified {
      let number: Small
      let date: String
      static let descriptions = ["number": "N."]
      static let example = Wrong(number: .example, date: "a")
    }
    let table = try RouteTable {
      Route(.post, "/a", id: "a", tag: "", "A sentence.", access: .anyone(because: "")) {
        (_: Call<NoInput, Bare, Library.AuthorView>) in Reply(Wrong.example)
      }
    }
    #expect(
      table.review() == [
        "a: its summary is empty or ends with a full stop", "a: it has no tag",
        "a: the reason for its being open is empty or ends with a full stop",
        "a: its parameter query is not described", "a: its body has no example",
        "a: Wrong.date of its reply 200 is not described",
        "a: the example of its reply 200 is wrong: /number must be 2 or less",
      ])
  }

  @Test(arguments: [
    (
      #"{"id":"2ed6657d-e927-568b-95e1-2665a8aea6a2","title":"A","genre":"law","addedOn":"2026-02-16","authors":[]}"#, 0
    ),
    (#"{"id":"2ed6657d-e927-568b-95e1-2665a8aea6a2","title":"A","genre":"law","addedOn":"2026-02-16"}"#, 1),
    (#"{"id":"x","title":1,"genre":"law","addedOn":"2026-02-16","authors":[],"secret":1}"#, 3), ("{", 1),
  ])
  func reviewsReplies(body: String, findings: Int) throws {
    let review = ReplyReview(try Self.table())
    let head = RequestHead(
      method: .get, version: .http11, path: Array("/books/newest".utf8), query: nil, fields: Fields())
    let response = Response(
      status: 200, fields: [.init("Content-Type", "application/json")], body: .bytes(Array(body.utf8)))
    #expect(try review.findings(in: response, to: head).count == findings)
  }

  @Test(arguments: [
    ("/books/newest", 202, "application/json"), ("/books/newest", 200, "text/plain"), ("/nothing", 200, "text/plain"),
    ("/books/newest", 304, nil), ("/books/\(Library.known)", 304, nil),
  ])
  func reviewsWhatIsRoundReplies(path: String, status: Int, type: String?) throws {
    let review = ReplyReview(try Self.table())
    let head = RequestHead(method: .get, version: .http11, path: Array(path.utf8), query: nil, fields: Fields())
    let response = Response(status: status, fields: type.map { [.init("Content-Type", $0)] } ?? [], body: .bytes([]))
    #expect(try review.findings(in: response, to: head).count == 1)
  }
}
