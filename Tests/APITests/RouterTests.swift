import API
import Access
import Domain
import HTTP
import Testing

/// Somebody who may add and change books, and not remove them.
let librarian = Principal.known(.init(id: "librarian", permissions: [Permission("books:write")], roles: []))

@Suite struct RouterTests {
  @Test(arguments: [
    ("/books/2ed6657d-e927-568b-95e1-2665a8aea6a2", 200), ("/books/newest", 200), ("/books", 200),
    ("/b%6Foks", 200), ("/books/%6Eewest", 200), ("/books/", 404), ("/books/newest/", 404), ("/", 404),
    ("/books/2ed6657d-e927-568b-95e1-2665a8aea6a2/chapters/3", 200),
    ("/books/newest/chapters/3", 400), ("/books/00000000-0000-0000-0000-000000000000", 404),
    ("/books/2ed6657d-e927-568b-95e1-2665a8aea6a2/chapters/0", 422), ("/Books", 404), ("/books/%ZZ", 400),
    ("/books/%FF", 400), ("//books", 404), ("/books/../books", 404), ("books", 404), ("/books%2Fnewest", 404),
  ])
  func findsTheRouteOfAPath(path: String, status: Int) async throws {
    let response = await (try Caller()).send(.get, path)
    #expect(response.status == status, "\(response.text)")
  }

  @Test func answersHeadLikeGet() async throws {
    let caller = try Caller()
    let path = "/books/\(Library.known)"
    let get = await caller.send(.get, path, [("X-Request-ID", "same")])
    let head = await caller.send(.head, path, [("X-Request-ID", "same")])
    #expect(head.status == 200)
    #expect(head.fields == get.fields)
    #expect(head.text == get.text)
  }

  @Test(arguments: [
    (HTTP.Method.put, "/books", "GET, HEAD, POST, OPTIONS"), (.delete, "/books", "GET, HEAD, POST, OPTIONS"),
    (.trace, "/books", "GET, HEAD, POST, OPTIONS"), (.connect, "/books/newest", "GET, HEAD, OPTIONS"),
    (.post, "/books/\(Library.known)", "GET, HEAD, PATCH, DELETE, OPTIONS"),
  ])
  func refusesOtherMethodsWithAllow(method: HTTP.Method, path: String, allow: String) async throws {
    let response = await (try Caller()).send(method, path)
    #expect(response.status == 405)
    #expect(response.code == "method-not-allowed")
    #expect(response.value("Allow") == allow)
  }

  @Test(arguments: [
    ("/books", 204, "GET, HEAD, POST, OPTIONS"), ("/books/newest", 204, "GET, HEAD, OPTIONS"),
    ("*", 204, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"), ("/nothing", 404, nil),
  ])
  func answersOptions(path: String, status: Int, allow: String?) async throws {
    let response = await (try Caller()).send(.options, path)
    #expect(response.status == status)
    #expect(response.value("Allow") == allow)
    #expect(response.value("Access-Control-Allow-Origin") == nil)
  }

  @Test(arguments: [
    (nil, 200), ("*/*", 200), ("application/json", 200), ("application/*;q=0.1", 200), ("APPLICATION/JSON", 200),
    ("text/html, */*;q=0.5", 200), ("text/html", 406), ("application/json;q=0", 406), ("*/*;q=0", 406),
    ("application/json;q=0, */*", 406), ("application/problem+json", 406), ("", 200), (",", 200),
  ])
  func heedsAccept(accept: String?, status: Int) async throws {
    let response = await (try Caller()).send(.get, "/books/newest", accept.map { [("Accept", $0)] } ?? [])
    #expect(response.status == status)
    if status == 406 { #expect(response.code == "not-acceptable") }
  }

  @Test(
    arguments: [
      (Principal.anonymous, 401, "unauthenticated"), (librarian, 403, "forbidden"),
      (.known(.init(id: "head", permissions: [Permission("books:remove")], roles: [])), 204, nil),
    ] as [(Principal, Int, String?)])
  func asksForThePermissionOfTheRoute(principal: Principal, status: Int, code: String?) async throws {
    let response = await (try Caller(principal: principal)).send(
      .delete, "/books/\(Library.known)", [("If-Match", "\"7\"")])
    #expect(response.status == status)
    #expect(response.code == code)
    #expect(response.value("WWW-Authenticate") == (status == 401 ? "Bearer" : nil))
  }

  @Test func decidesOnAccessBeforeTheBodyIsRead() async throws {
    let response = await (try Caller()).send(
      .post, "/books", [("Content-Type", "application/json"), ("Idempotency-Key", "k")], body: FaultyBody(.broken))
    #expect(response.status == 401)
  }

  @Test func hidesWhatNobodyForesaw() async throws {
    let response = await (try Caller()).send(.get, "/fail", [("X-Request-ID", "abc")])
    #expect(response.status == 500)
    #expect(response.code == "internal-error")
    #expect(!response.text.contains("hunter2") && !response.text.contains("Unforeseen"))
    #expect(response.text.contains("urn:request:abc"))
  }

  @Test func streamsLines() async throws {
    let response = await (try Caller()).send(.get, "/stream")
    #expect(response.value("Content-Type") == "application/x-ndjson")
    guard case .stream(nil, let write) = response.body else {
      Issue.record("not a stream")
      return
    }
    let gathered = Gathered()
    try await write(gathered)
    #expect(await gathered.bytes.count { $0 == 0x0A } == 3)
  }

  @Test(arguments: [
    ("/books/newest", "no-store"), ("/books", "public, max-age=60"), ("/books?wrong=1", "no-store"),
    ("/nothing", "no-store"), ("/fail", "no-store"),
  ])
  func saysHowLongToKeepIt(target: String, cacheControl: String) async throws {
    let response = await (try Caller()).send(.get, target)
    #expect(response.allFields.filter { $0.name == "Cache-Control" }.map(\.value) == [cacheControl])
  }

  @Test(arguments: [
    (HTTP.Method.get, "/books"), (.get, "/nothing"), (.get, "/books?wrong=1"), (.options, "/books"), (.put, "/books"),
    (.post, "/books"), (.get, "/fail"),
  ])
  func sendsTheSecurityFieldsOnEverything(method: HTTP.Method, target: String) async throws {
    let response = await (try Caller()).send(method, target)
    #expect(response.value("X-Content-Type-Options") == "nosniff")
    #expect(response.value("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
    #expect(response.value("Referrer-Policy") == "no-referrer")
    #expect(response.value("Server") == nil)
    #expect(response.value("X-Request-ID")?.isEmpty == false)
  }

  @Test(arguments: [("/", 200), ("/a/", 200), ("/a", 404), ("/a//", 404), ("/%61/", 200)])
  func tellsATrailingSlashFromNone(path: String, status: Int) async throws {
    let routes = ["/", "/a/"].map {
      Route(.get, $0, id: "get\($0)", tag: "Books", "A", access: Library.open, handler: Library.newest)
    }
    #expect(await (try Caller(routes)).send(.get, path).status == status)
  }

  @Test func saysThatARouteGoesAway() async throws {
    let route = Route(
      .get, "/old", id: "getOld", tag: "Books", "Old", access: Library.open,
      declares: [
        .deprecated(since: Instant("2026-01-01T00:00:00Z")!, sunset: Instant("2027-01-01T00:00:00Z")!)
      ], handler: Library.newest)
    let response = await (try Caller([route])).send(.get, "/old")
    #expect(response.value("Deprecation") == "@1767225600")
    #expect(response.value("Sunset") == "Fri, 01 Jan 2027 00:00:00 GMT")
  }
}
