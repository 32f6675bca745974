import Domain
import HTTP
import Testing

@testable import API

@Suite struct PageTests {
  private struct OtherKey: PageKey {
    static let list = "others"
    static let example = OtherKey(addedOn: .example, id: .example)
    let addedOn: LocalDate
    let id: Identifier
  }

  private let key = Library.BookKey(addedOn: .example, id: Library.known)

  @Test func readsItsOwnCursors() throws {
    let cursor = try Cursor(key)
    #expect(
      cursor.text.utf8.allSatisfy { UInt8(ascii: "A") <= $0 || $0 == UInt8(ascii: "-") || $0 <= UInt8(ascii: "9") })
    #expect(Cursor<Library.BookKey>(cursor.text)?.key == key)
  }

  @Test func refusesEveryAlteredCursor() throws {
    let text = Array(try Cursor(key).text.utf8)
    for index in text.indices {
      for replacement in ["A", "b", "9", "-", "_", "=", " "].map({ $0.utf8.first! }) where text[index] != replacement {
        var altered = text
        altered[index] = replacement
        #expect(Cursor<Library.BookKey>(String(decoding: altered, as: UTF8.self)) == nil)
      }
      #expect(Cursor<Library.BookKey>(String(decoding: text[..<index], as: UTF8.self)) == nil)
    }
    #expect(Cursor<Library.BookKey>(String(decoding: text, as: UTF8.self) + "A") == nil)
  }

  @Test func refusesTheCursorOfAnotherList() async throws {
    let foreign = try Cursor(OtherKey(addedOn: .example, id: Library.known))
    #expect(Cursor<OtherKey>(foreign.text) != nil)
    let response = await (try Caller()).send(.get, "/books?after=\(foreign.text)")
    #expect(response.status == 400)
    #expect(response.faults == ["after malformed"])
  }

  @Test(arguments: [
    ("/books", "/books?after="), ("/books?limit=2", "/books?limit=2&after="),
    ("/books?search=a%20b&limit=2", "/books?search=a%20b&limit=2&after="), ("/b%6Foks?", "/b%6Foks?after="),
  ])
  func linksToTheNextPage(target: String, start: String) async throws {
    let caller = try Caller()
    let first = await caller.send(.get, target)
    let link = try #require(first.value("Link"))
    #expect(link.hasPrefix("<" + start))
    #expect(link.hasSuffix(">; rel=\"next\""))
    let next = String(link.dropFirst().prefix { $0 != ">" })
    let last = await caller.send(.get, next)
    #expect(last.status == 200)
    #expect(last.value("Link") == nil)
    #expect(first.text.contains("\"next\":") && !last.text.contains("\"next\""))
  }

  @Test(arguments: [
    ("after=1&limit=2", "limit=2&after=9"), ("limit=2&after=1&after=3", "limit=2&after=9"), ("%61fter=1", "after=9"),
    ("afters=1", "afters=1&after=9"),
    ("q=a>;rel=\"x\",<b", "q=a%3E;rel=%22x%22,%3Cb&after=9"), ("q={|}^`\\", "q=%7B%7C%7D%5E%60%5C&after=9"),
    ("", "after=9"),
  ])
  func replacesOneParameter(query: String, expected: String) {
    let head = RequestHead(
      method: .get, version: .http11, path: Array("/x".utf8), query: Array(query.utf8), fields: Fields())
    #expect(head.target(replacing: "after", with: "9") == "/x?" + expected)
  }

  @Test func leavesAParameterOut() {
    let head = RequestHead(
      method: .get, version: .http11, path: Array("/x".utf8), query: Array("after=1".utf8), fields: Fields())
    #expect(head.target(replacing: "after", with: nil) == "/x")
  }

  @Test(
    arguments: [
      ([], ""), ([0], "AA"), ([0xFF], "_w"), ([0xFB, 0xEF], "--8"), ([1, 2, 3], "AQID"),
      ([0x66, 0x6F, 0x6F, 0x62], "Zm9vYg"),
    ] as [([UInt8], String)])
  func writesBase64(bytes: [UInt8], text: String) {
    #expect(Base64URL.encode(bytes) == text)
    #expect(Base64URL.decode(text) == bytes)
  }

  @Test(arguments: ["A", "AB", "AQI=", "A+==", "AAAAA", "A A", "é"])
  func refusesWhatIsNotBase64(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
