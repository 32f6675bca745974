import API
import HTTP
import Testing

@Suite struct ETagTests {
  @Test(arguments: [
    ("*", "any"), (" * ", "any"), ("\"7\"", "\"7\""), ("W/\"7\"", "W/\"7\""), ("\"a\", \"b\"", "\"a\" \"b\""),
    ("\"a\" ,\tW/\"b\"", "\"a\" W/\"b\""), ("\"\"", "\"\""), ("\"a,b\"", "\"a,b\""), ("\"a\",", "\"a\""),
    ("", nil), ("7", nil), ("\"7", nil), ("7\"", nil), ("w/\"7\"", nil), ("*, \"7\"", nil), ("\"a\" \"b\"", nil),
    ("W/7", nil), ("W", nil), ("\"a b\"", nil), (",", nil),
  ])
  func readsConditions(field: String, expected: String?) {
    let read: String? =
      switch ETagCondition(field) {
      case .any: "any"
      case .tags(let tags): tags.map(\.description).joined(separator: " ")
      case nil: nil
      }
    #expect(read == expected)
  }

  @Test(arguments: [
    ("\"7\"", 304), ("W/\"7\"", 304), ("\"6\", \"7\"", 304), ("\"6\",W/\"7\"", 304), ("*", 304), ("\"8\"", 200),
    ("\"77\"", 200), ("7", 200), ("", 200), ("\"7", 200),
  ])
  func answersIfNoneMatch(field: String, status: Int) async throws {
    let caller = try Caller()
    for method in [HTTP.Method.get, .head] {
      let response = await caller.send(method, "/books/\(Library.known)", [("If-None-Match", field)])
      #expect(response.status == status)
      #expect(response.value("ETag") == "\"7\"")
      #expect(response.value("Cache-Control") == "no-store")
      #expect(response.bytes.isEmpty == (status == 304))
      #expect((response.value("Content-Type") == nil) == (status == 304))
    }
  }

  @Test func joinsSeveralLinesOfIfNoneMatch() async throws {
    let response = await (try Caller()).send(
      .get, "/books/\(Library.known)", [("If-None-Match", "\"1\""), ("If-None-Match", "\"7\"")])
    #expect(response.status == 304)
  }

  @Test(
    arguments: [
      (nil, 428, "precondition-required"), ("\"7\"", 200, nil), ("*", 200, nil), ("\"6\", \"7\"", 200, nil),
      ("\"6\"", 412, "precondition-failed"), ("W/\"7\"", 412, "precondition-failed"), ("7", 400, "malformed-parameter"),
    ] as [(String?, Int, String?)])
  func answersIfMatch(field: String?, status: Int, code: String?) async throws {
    let response = await (try Caller(principal: librarian)).send(
      .patch, "/books/\(Library.known)", field.map { [("If-Match", $0)] } ?? [], json: "{}")
    #expect(response.status == status)
    #expect(response.code == code)
    #expect(response.value("ETag") == (status == 412 ? "\"7\"" : status == 200 ? "\"8\"" : nil))
  }

  @Test func joinsSeveralLinesOfIfMatch() async throws {
    let response = await (try Caller(principal: librarian)).send(
      .patch, "/books/\(Library.known)", [("If-Match", "\"1\""), ("If-Match", "\"7\"")], json: "{}")
    #expect(response.status == 200)
  }

  @Test func asksForIfMatchBeforeItReadsTheBody() async throws {
    let response = await (try Caller(principal: librarian)).send(
      .patch, "/books/\(Library.known)", [("Content-Type", "application/merge-patch+json")], body: FaultyBody(.broken))
    #expect(response.status == 428)
  }

  @Test func carriesVersions() {
    #expect(ETag(version: 7).description == "\"7\"")
    #expect(ETag(version: 7, variant: "cy").description == "\"7-cy\"")
    #expect(ETag(version: 7, variant: "cy").version == 7)
    #expect(ETag("abc")?.version == nil)
    #expect(ETag("7", isWeak: true)?.version == nil)
    #expect(ETag("99999999999999999999")?.version == nil)
    #expect(ETag("a\"b") == nil)
    #expect(ETag("a b") == nil)
    #expect(ETag("a\u{7F}") == nil)
    #expect(ETagCondition("\"7\", W/\"8\", \"x\", \"9-cy\"")?.versions == [7, 9])
    #expect(ETagCondition.any.versions == nil)
  }
}
