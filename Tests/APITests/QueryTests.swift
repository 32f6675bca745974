import API
import Domain
import HTTP
import Testing

@Suite struct QueryTests {
  /// Shows what a handler was given.
  private static func caller() throws -> Caller {
    let route = Route(.get, "/q", id: "getQuery", tag: "Books", "Show the query", access: Library.open) {
      (call: Call<NoInput, Library.BookFilter, NoInput>) in
      let query = call.query
      let parts = [
        query.search?.text ?? "-", query.genre.map(\.rawValue).joined(separator: "+"),
        query.addedOn?.description ?? "-", query.lent.map { "\($0)" } ?? "-", "\(query.limit.number)",
      ]
      return Document<Plain>(Array(parts.joined(separator: "|").utf8))
    }
    return try Caller([route])
  }

  private enum Plain: DocumentFormat {
    static let mediaType = "text/plain"
    static let description = "Text."
  }

  @Test(arguments: [
    ("", "-||-|-|50"), ("?", "-||-|-|50"), ("?limit=200", "-||-|-|200"), ("?search=a+b%20c", "a b c||-|-|50"),
    ("?genre=law&genre=poetry", "-|law+poetry|-|-|50"), ("?lent=true&addedOn=2024-02-29", "-||2024-02-29|true|50"),
    ("?search=%C3%A9%26%3D", "é&=||-|-|50"), ("?&&lent=false&", "-||-|false|50"), ("?%6Cent=true", "-||-|true|50"),
  ])
  func reads(query: String, expected: String) async throws {
    let response = await (try Self.caller()).send(.get, "/q" + query)
    #expect(response.status == 200)
    #expect(response.text == expected)
  }

  @Test(arguments: [
    ("colour=red", 400, ["colour unknown"]), ("Limit=5", 400, ["Limit unknown"]), ("=5", 400, [" unknown"]),
    ("limit=5&limit=6", 400, ["limit repeated"]), ("limit=five", 400, ["limit malformed"]),
    ("limit=", 400, ["limit malformed"]), ("limit=+5", 400, ["limit malformed"]),
    ("limit=%2B5", 400, ["limit malformed"]), ("limit=5.0", 400, ["limit wrong-type"]),
    ("limit=%205", 400, ["limit malformed"]), ("limit=0", 422, ["limit out-of-range"]),
    ("limit=201", 422, ["limit out-of-range"]), ("limit=99999999999999999999", 400, ["limit wrong-type"]),
    ("lent=yes", 400, ["lent malformed"]), ("lent=True", 400, ["lent malformed"]), ("lent", 400, ["lent malformed"]),
    ("addedOn=2026-02-30", 400, ["addedOn malformed"]), ("addedOn=16/02/2026", 400, ["addedOn malformed"]),
    ("search=", 422, ["search too-short"]), ("search=%00", 400, ["search malformed"]),
    ("search=abcdefghijklmnopqrstu", 422, ["search too-long"]), ("genre=farce", 422, ["genre not-listed"]),
    ("genre=law&genre=farce", 422, ["genre not-listed"]), ("after=zzz", 400, ["after malformed"]),
    ("limit=0&genre=farce&search=", 422, ["limit out-of-range", "genre not-listed", "search too-short"]),
    ("limit=0&colour=red&lent=no", 400, ["limit out-of-range", "colour unknown", "lent malformed"]),
  ])
  func refuses(query: String, status: Int, faults: [String]) async throws {
    let response = await (try Self.caller()).send(.get, "/q?" + query)
    #expect(response.status == status)
    #expect(response.code == (status == 400 ? "malformed-parameter" : "invalid"))
    #expect(response.faults == faults)
  }

  @Test(arguments: ["search=%", "search=%FF", "%ZZ=1"])
  func refusesABrokenQuery(query: String) async throws {
    let response = await (try Self.caller()).send(.get, "/q?" + query)
    #expect(response.status == 400)
    #expect(response.code == "malformed-parameter")
  }

  @Test func namesTheParametersThereAre() async throws {
    let response = await (try Self.caller()).send(.get, "/q?colour=red")
    #expect(response.text.contains("known are: search, genre, addedOn, lent, limit, after"))
    let none = await (try Caller()).send(.get, "/books/newest?colour=red")
    #expect(none.status == 400)
    #expect(none.text.contains("there are none here"))
  }

  @Test func wantsRequiredParameters() async throws {
    struct Needed: Codable, Sendable {
      let postcode: Postcode
    }
    let route = Route(.get, "/near", id: "getNear", tag: "Books", "Near", access: Library.open) {
      (_: Call<NoInput, Needed, NoInput>) in Reply(Library.BookView.example)
    }
    let caller = try Caller([route])
    #expect(await caller.send(.get, "/near").faults == ["postcode missing"])
    #expect(await caller.send(.get, "/near?postcode=1").faults == ["postcode malformed"])
    #expect(await caller.send(.get, "/near?postcode=dy11hf").status == 200)
  }

  @Test(arguments: [
    ("", 422, ["day too-few"]), ("?day=MO", 200, []), ("?day=MO&day=TU&day=MO", 200, []),
    ("?day=MO&day=TU&day=WE&day=TH", 422, ["day too-many"]), ("?day=XX", 422, ["day not-listed"]),
  ])
  func boundsLists(query: String, status: Int, faults: [String]) async throws {
    struct Days: Codable, Sendable {
      let day: BoundedList<Weekday, 1, 3>
    }
    let route = Route(.get, "/open", id: "getOpen", tag: "Books", "Open", access: Library.open) {
      (_: Call<NoInput, Days, NoInput>) in Reply(Library.BookView.example)
    }
    let response = await (try Caller([route])).send(.get, "/open" + query)
    #expect(response.status == status)
    #expect(response.faults == faults)
  }

  @Test func readsThePath() async throws {
    let caller = try Caller()
    let id = "2ed6657d-e927-568b-95e1-2665a8aea6a2"
    #expect(await caller.send(.get, "/books/\(id)/chapters/x").faults == ["number malformed"])
    #expect(await caller.send(.get, "/books/x/chapters/y").faults == ["id malformed", "number malformed"])
    #expect(await caller.send(.get, "/books/\(id)/chapters/100").faults == ["number out-of-range"])
    #expect(await caller.send(.get, "/books/%32ed6657d-e927-568b-95e1-2665a8aea6a2").status == 200)
  }
}
