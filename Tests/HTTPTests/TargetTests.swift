import HTTP
import Testing

@Suite("Paths and queries")
struct TargetTests {
  @Test(
    "Escapes",
    arguments: [
      ("", ""), ("abc", "abc"), ("a%20b", "a b"), ("%41%7a%7A", "Azz"), ("%2F", "/"), ("%25", "%"), ("%252F", "%2F"),
      ("%00", "\u{0}"), ("a+b", "a+b"), ("%C3%A9", "\u{C3}\u{A9}"), ("%", nil), ("%4", nil), ("%4g", nil), ("%g4", nil),
      ("a%", nil), ("%%41", nil), ("%+1", nil), ("% 1", nil), ("%u0041", nil),
    ] as [(String, String?)])
  func percentDecode(text: String, expected: String?) {
    #expect(Target.percentDecode(wire(text), plusIsSpace: false) == expected.map(wire))
  }

  @Test("A plus is a space in a form's query and nowhere else")
  func plus() {
    #expect(Target.percentDecode(wire("a+b%2B"), plusIsSpace: true) == wire("a b+"))
    #expect(Target.percentDecode(wire("a+b%2B"), plusIsSpace: false) == wire("a+b+"))
  }

  @Test(
    "Queries",
    arguments: [
      ("", []), ("a=1", ["a", "1"]), ("a=1&b=2", ["a", "1", "b", "2"]), ("a=1&a=2", ["a", "1", "a", "2"]),
      ("a", ["a", ""]), ("a=", ["a", ""]), ("=1", ["", "1"]), ("=", ["", ""]), ("a=b=c", ["a", "b=c"]),
      ("&&a=1&", ["a", "1"]), ("a%3Db=c%26d", ["a=b", "c&d"]), ("q=x+y%20z", ["q", "x y z"]), ("a;b=1", ["a;b", "1"]),
      ("q=%C3%A9", ["q", "é"]), ("q=%00", ["q", "\u{0}"]), ("q=%", nil), ("%zz=1", nil), ("q=%FF", nil),
      ("q=%C0%AF", nil), ("q=%ED%A0%80", nil), ("a=1&q=%C3", nil),
    ] as [(String, [String]?)])
  func queryItems(query: String, expected: [String]?) {
    #expect(Target.queryItems(wire(query))?.flatMap { [$0.name, $0.value] } == expected)
  }

  @Test(
    "Paths",
    arguments: [
      ("/", []), ("/a", ["a"]), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]), ("//", ["", ""]), ("//a", ["", "a"]),
      ("/a%2Fb/c", ["a/b", "c"]), ("/a+b", ["a+b"]), ("/../.", ["..", "."]), ("/%2e%2e", [".."]),
      ("/caf%C3%A9", ["café"]), ("/%", nil), ("/a/%g0", nil), ("/%FF", nil), ("", nil), ("*", nil), ("a:443", nil),
    ] as [(String, [String]?)])
  func pathSegments(path: String, expected: [String]?) {
    #expect(Target.pathSegments(wire(path)) == expected)
  }
}
