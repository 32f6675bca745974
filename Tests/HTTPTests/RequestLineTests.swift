import HTTP
import Testing

@Suite("Request lines")
struct RequestLineTests {
  @Test(
    "A line that is not a method, a target and a version is refused",
    arguments: [
      "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ", "GET / HTTP/1.1 x", "GET / http/1.1", "GET / HTTP/1.10",
      "GET / HTTP/01.1", "GET HTTP/1.1", "GET  HTTP/1.1", "GET /\nHTTP/1.1", "GET /\u{EE} HTTP/1.1",
      "GET /a b HTTP/1.1",
      "GET / HTTP/1", "GET / HTTP/1.", "GET / HTTP/.1", "GET / HTTP/1,1", "GET / HTP/1.1", "GET / HTTP /1.1", "GET /",
      "GET", "", " GET / HTTP/1.1", "\tGET / HTTP/1.1", "GET\t/\tHTTP/1.1", "GET /\u{0} HTTP/1.1",
      "GET /\u{7F} HTTP/1.1",
      "GET /#f HTTP/1.1", "G(T / HTTP/1.1", "GET / HTTP/1.1\r", "\u{0}GET / HTTP/1.1", "GET /\tx HTTP/1.1",
      "GET a HTTP/1.1", "GET * HTTP/1.1", "POST * HTTP/1.1", "GET a:80 HTTP/1.1", "OPTIONS ** HTTP/1.1",
      "GET ftp://a/ HTTP/1.1",
      "GET http:///x HTTP/1.1", "GET http://u@a/ HTTP/1.1", "GET http:// HTTP/1.1", "GET http://a,b/ HTTP/1.1",
      "GET http:/a HTTP/1.1", "GET https://a:b/ HTTP/1.1", "CONNECT / HTTP/1.1", "CONNECT a HTTP/1.1",
      "CONNECT a: HTTP/1.1", "CONNECT http://a:80/ HTTP/1.1", "\r\nGET / HTTP/1.1", "\u{16}\u{03}\u{01}",
    ])
  func malformed(line: String) {
    #expect(outcome(of: "\r\n\(line)\r\nHost: a\r\n\r\n") == .malformed)
  }

  @Test(
    "Bytes that no request begins with are refused before a line ends",
    arguments: ["\u{16}\u{03}\u{01}", "\n", "GET /\n"])
  func refusedAtOnce(start: String) {
    #expect(outcome(of: start) == .malformed)
  }

  @Test("Another version is not supported", arguments: ["2.0", "1.2", "0.9", "9.9", "3.0"])
  func otherVersions(version: String) {
    let expected = Outcome.refused(505, "version-not-supported")
    #expect(outcome(of: "GET / HTTP/\(version)\r\nHost: a\r\n\r\n") == expected)
    #expect(outcome(of: "PRI * HTTP/\(version)\r\n\r\nSM\r\n\r\n") == expected)
  }

  @Test(
    "Another method is not implemented",
    arguments: ["get", "Get", "PROPFIND", "M-SEARCH", "GETS", "GE", "!", String(repeating: "A", count: 300)])
  func otherMethods(method: String) {
    let expected = Outcome.refused(501, "method-not-implemented")
    #expect(outcome(of: "\(method) / HTTP/1.1\r\nHost: a\r\n\r\n") == expected)
  }

  @Test("Every method is known", arguments: Method.allCases)
  func methods(method: Method) {
    let target = method == .connect ? "a:443" : "/x"
    let ending = method == .connect ? Outcome.Ending.closed : .open
    let bytes = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: bytes) == .served("\(method.rawValue) \(target)", ending: ending))
  }

  @Test("One empty line before a request is skipped, two are not")
  func leadingEmptyLines() {
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: "\r\n\(request)\r\n\(request)") == .served("GET /", "GET /"))
    #expect(outcome(of: "\(request)\r\n\r\n\(request)") == .refused(400, "malformed-request", after: ["GET /"]))
    #expect(outcome(of: "\(request)\r\n", thenEnd: true) == .served("GET /", ending: .closed))
  }

  @Test(
    "A target is taken apart, and nothing of it is decoded",
    arguments: [
      ("/", "/", nil), ("/a/b", "/a/b", nil), ("/a?b=c", "/a", "b=c"), ("/?", "/", ""), ("/a?b?c", "/a", "b?c"),
      ("/%2F%zz?%00", "/%2F%zz", "%00"), ("//a//b", "//a//b", nil), ("/a/../b", "/a/../b", nil),
      ("/\"<>\\^`{|}~", "/\"<>\\^`{|}~", nil), ("http://h", "/", nil), ("http://h/", "/", nil),
      ("HTTP://h:80/a?b", "/a", "b"), ("https://h?b", "/", "b"), ("http://[::1]:80/a", "/a", nil),
      ("http://h/http://i", "/http://i", nil),
    ] as [(String, String, String?)])
  func targets(target: String, path: String, query: String?) throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n"))
    let head = try machine.nextHead()
    #expect(String(decoding: head.path, as: UTF8.self) == path)
    #expect(head.query.map { String(decoding: $0, as: UTF8.self) } == query)
  }

  @Test("The host of an absolute target stands above the Host field, which must be valid all the same")
  func absoluteTarget() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET http://h.example:8080/a HTTP/1.1\r\nAccept: */*\r\nHost: other\r\nX: y\r\n\r\n"))
    let fields = try machine.nextHead().fields
    #expect(fields["Host"] == "h.example:8080")
    #expect(fields.map(\.value) == ["*/*", "h.example:8080", "y"])
    #expect(outcome(of: "GET http://h/a HTTP/1.1\r\n\r\n") == .malformed)
    #expect(outcome(of: "GET http://h/a HTTP/1.1\r\nHost: u@a\r\n\r\n") == .malformed)
    #expect(outcome(of: "GET http://h/a HTTP/1.0\r\n\r\n") == .served("GET /a", ending: .closed))
  }

  @Test("OPTIONS may ask for the whole server")
  func asterisk() {
    #expect(outcome(of: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n") == .served("OPTIONS *"))
  }

  @Test("The version is told")
  func version() throws {
    for (text, version) in [("1.0", Version.http10), ("1.1", .http11)] {
      var machine = ConnectionMachine()
      machine.receive(wire("GET / HTTP/\(text)\r\nHost: a\r\n\r\n"))
      #expect(try machine.nextHead().version == version)
    }
  }
}
