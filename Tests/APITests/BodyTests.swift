import API
import Access
import Domain
import HTTP
import JSON
import Testing

@Suite struct BodyTests {
  private static let valid = #"{"title":"Emma","genre":"novel","copies":3,"authors":[{"name":"Jane Austen"}]}"#

  private func post(_ json: String, _ fields: [(String, String)] = []) async throws -> Response {
    try await Caller(principal: librarian).send(.post, "/books", [("Idempotency-Key", "\"k-1\"")] + fields, json: json)
  }

  @Test func takesWhatIsValid() async throws {
    let response = try await post(Self.valid)
    #expect(response.status == 201)
    #expect(response.value("Location") == "/books/\(Library.known)")
    #expect(response.value("ETag") == "\"1\"")
  }

  @Test func reportsEveryFaultAtOnce() async throws {
    let response = try await post(
      """
      {"title":"","genre":"farce","price":12.5,"copies":501,"id":"1","colour":null,
       "authors":[{"name":"A","bornOn":"2026-02-30"},{"bornOn":null,"a/b~c":1},7]}
      """)
    #expect(response.status == 422)
    #expect(response.code == "invalid")
    #expect(
      response.faults == [
        "/title too-short", "/genre not-listed", "/price wrong-type", "/copies out-of-range", "/id unknown",
        "/colour unknown", "/authors/0/bornOn malformed", "/authors/1/name missing", "/authors/1/bornOn wrong-type",
        "/authors/1/a~1b~0c unknown", "/authors/2 wrong-type",
      ])
  }

  @Test(arguments: [
    ("[]", " wrong-type"), ("null", " wrong-type"), ("3", " wrong-type"),
    (#"{"title":"A","genre":"law","copies":1.0,"authors":[]}"#, "/copies wrong-type"),
    (#"{"title":"A","genre":"law","copies":1e2,"authors":[]}"#, "/copies wrong-type"),
    (#"{"title":"A","genre":"law","copies":99999999999999999999,"authors":[]}"#, "/copies wrong-type"),
    (#"{"title":"A","genre":"law","copies":"1","authors":[]}"#, "/copies wrong-type"),
    (#"{"title":"A","genre":"law","copies":true,"authors":[]}"#, "/copies wrong-type"),
    (#"{"title":"A","genre":"law","copies":1,"authors":{}}"#, "/authors wrong-type"),
    (#"{"title":"A","genre":"law","copies":1,"authors":[],"price":"12.5"}"#, "/price malformed"),
    (#"{"title":"A","genre":"law","copies":1,"authors":[],"price":null}"#, "/price wrong-type"),
    (#"{"title":"A","genre":"LAW","copies":1,"authors":[]}"#, "/genre not-listed"),
  ])
  func refusesWhatIsUnderstoodAndWrong(json: String, fault: String) async throws {
    let response = try await post(json)
    #expect(response.status == 422)
    #expect(response.faults == [fault])
  }

  @Test(arguments: [
    "", "{", "{}x", #"{"title":"a","title":"b"}"#, #"{"title":"\u0000"}"#, #"{"title":"\ud800"}"#, "{'a':1}", "1e400",
    String(repeating: "[", count: 100_000), "\u{FEFF}{}",
  ])
  func refusesWhatIsNotJSON(json: String) async throws {
    let response = try await post(json)
    #expect(response.status == 400)
    #expect(response.code == "malformed-json")
    #expect(response.faults.count == 1)
  }

  @Test func countsCodePointsAsTextIsLong() async throws {
    let flag = "🏴󠁧󠁢󠁥󠁮󠁧󠁿"
    #expect(flag.unicodeScalars.count == 7)
    let fits = String(repeating: flag, count: 14) + "ab"
    let json = { (title: String) in #"{"title":"\#(title)","genre":"law","copies":1,"authors":[]}"# }
    #expect(try await post(json(fits)).status == 201)
    #expect(try await post(json(fits + "c")).faults == ["/title too-long"])
  }

  @Test func listsAtMostAHundredFaults() async throws {
    let authors = Array(repeating: "7", count: 1_000).joined(separator: ",")
    let response = try await post(#"{"title":"A","genre":"law","copies":1,"authors":[\#(authors)]}"#)
    #expect(response.faults.count == 100)
  }

  @Test(arguments: [
    ("application/json", 201), ("application/json; charset=utf-8", 201), ("application/json;charset=\"UTF-8\"", 201),
    ("Application/JSON", 201), ("application/json; charset=utf-16", 415), ("application/json; charset=iso-8859-1", 415),
    ("application/json; charset=utf-8; charset=utf-16", 415), ("text/plain", 415), ("application/xml", 415),
    ("application/merge-patch+json", 415), ("application/problem+json", 415), ("json", 415), ("", 415),
  ])
  func takesJSONOnly(type: String, status: Int) async throws {
    let caller = try Caller(principal: librarian)
    let response = await caller.send(
      .post, "/books", [("Content-Type", type), ("Idempotency-Key", "k")],
      body: PiecewiseBody([Array(Self.valid.utf8)]))
    #expect(response.status == status)
    if status == 415 {
      #expect(response.code == "unsupported-media-type")
      #expect(response.value("Accept") == "application/json")
    }
  }

  @Test func wantsATypeAtAll() async throws {
    let response = try await Caller(principal: librarian).send(
      .post, "/books", [("Idempotency-Key", "k")], body: PiecewiseBody([Array(Self.valid.utf8)]))
    #expect(response.status == 415)
  }

  @Test func wantsOneTypeOnly() async throws {
    let types = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    let response = try await Caller(principal: librarian).send(
      .post, "/books", types + [("Idempotency-Key", "k")], body: PiecewiseBody([Array(Self.valid.utf8)]))
    #expect(response.status == 415)
  }

  @Test(arguments: [("gzip", 415), ("identity", 201), ("br, gzip", 415)])
  func takesNoCodedBody(coding: String, status: Int) async throws {
    #expect(try await post(Self.valid, [("Content-Encoding", coding)]).status == status)
  }

  @Test(arguments: [
    (BodyFault.tooLarge, 413, "content-too-large"), (.timedOut, 408, "request-timeout"),
    (.broken, 400, "incomplete-request"),
  ])
  func saysWhyABodyCouldNotBeHad(fault: BodyFault, status: Int, code: String) async throws {
    let response = try await Caller(principal: librarian).send(
      .post, "/books", [("Content-Type", "application/json"), ("Idempotency-Key", "k")], body: FaultyBody(fault))
    #expect(response.status == status)
    #expect(response.code == code)
  }

  @Test(arguments: [true, false])
  func holdsTheLimitOfTheRoute(isDeclared: Bool) async throws {
    let route = Route(
      .post, "/small", id: "addSmall", tag: "Books", "Add", access: Library.open, declares: [.bodyLimit(100)]
    ) { (_: Call<NoInput, NoInput, Library.AddBook>) in NoContent() }
    let caller = try Caller([route])
    for (size, status) in [(100, 204), (101, 413)] {
      let bytes = Array(Self.valid.utf8) + Array(repeating: 0x20, count: size - Self.valid.utf8.count)
      let body = PiecewiseBody([Array(bytes[..<50]), Array(bytes[50...])], declared: isDeclared)
      #expect(await caller.send(.post, "/small", [("Content-Type", "application/json")], body: body).status == status)
    }
  }

  @Test(
    arguments: [
      (nil, 400, "idempotency-key-required"), ("k", 201, nil), ("\"k\"", 201, nil), ("", 400, "malformed-parameter"),
      ("\"\"", 400, "malformed-parameter"), ("\"k", 400, "malformed-parameter"), ("é", 400, "malformed-parameter"),
      (String(repeating: "k", count: 255), 201, nil), (String(repeating: "k", count: 256), 400, "malformed-parameter"),
    ] as [(String?, Int, String?)])
  func wantsAnIdempotencyKey(key: String?, status: Int, code: String?) async throws {
    let response = try await Caller(principal: librarian).send(
      .post, "/books", key.map { [("Idempotency-Key", $0)] } ?? [], json: Self.valid)
    #expect(response.status == status)
    #expect(response.code == code)
  }

  @Test(arguments: [
    ("{}", "absent absent"), (#"{"title":"A"}"#, "value absent"), (#"{"price":null}"#, "absent null"),
    (#"{"price":"1.00","title":null}"#, "null value"),
  ])
  func tellsAbsentFromNullInAPatch(json: String, expected: String) async throws {
    @Sendable func state<Value>(_ patch: Patch<Value>) -> String {
      switch patch {
      case .absent: "absent"
      case .null: "null"
      case .value: "value"
      }
    }
    let route = Route(.patch, "/p", id: "changeIt", tag: "Books", "Change", access: Library.open) {
      (call: Call<NoInput, NoInput, Library.ChangeBook>) in
      NoContent(etag: ETag("\(state(call.body.title))-\(state(call.body.price))"))
    }
    let caller = try Caller([route])
    let response = await caller.send(.patch, "/p", json: json)
    #expect(response.value("ETag") == "\"\(expected.replacing(" ", with: "-"))\"")
    let wrong = await caller.send(
      .patch, "/p", [("Content-Type", "application/json")], body: PiecewiseBody([Array("{}".utf8)]))
    #expect(wrong.status == 415)
    #expect(wrong.value("Accept-Patch") == "application/merge-patch+json")
  }
}
