import HTTP
import Testing

@Suite("Writing responses")
struct ResponseWriterTests {
  private static let date = HTTPDate.imfFixdate(unixSeconds: 784_111_777)
  private static let dateLine = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

  private func write(
    _ response: Response, to request: (method: Method, version: Version)? = (.get, .http11), closing: Bool = false
  ) -> (head: String, framing: Framing) {
    var out = wire("before|")
    let framing = ResponseWriter.writeHead(of: response, to: request, date: Self.date, closing: closing, into: &out)
    let text = String(decoding: out, as: UTF8.self)
    #expect(text.hasPrefix("before|"))
    return (String(text.dropFirst(7)), framing)
  }

  @Test("A body of known length is declared")
  func fixedLength() {
    let response = Response(status: 200, fields: [.init("Content-Type", "text/plain")], body: .bytes(wire("hello")))
    let (head, framing) = write(response)
    #expect(
      head == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\(Self.dateLine)\r\n")
    #expect(framing == .length(5))
  }

  @Test("HEAD has the fields of GET and no body", arguments: [Version.http10, .http11])
  func head(version: Version) {
    let bodies: [Response.Body] = [
      .empty, .bytes(wire("hello")), .stream(length: 12_345) { _ in }, .stream(length: nil) { _ in },
    ]
    for body in bodies {
      let response = Response(status: 200, fields: [.init("ETag", "\"7\"")], body: body)
      let get = write(response, to: (.get, version))
      let head = write(response, to: (.head, version))
      #expect(head.head == get.head)
      #expect(head.framing == .none)
      #expect(get.framing != .none)
    }
  }

  @Test("204, 304 and interim responses end with their head", arguments: [204, 304, 103])
  func noBody(status: Int) {
    for body in [Response.Body.bytes(wire("x")), .empty, .stream(length: nil) { _ in }] {
      let (head, framing) = write(Response(status: status, body: body))
      #expect(!head.contains("Content-Length") && !head.contains("Transfer-Encoding"))
      #expect(framing == .none)
    }
  }

  @Test("205 says that it has no body")
  func resetContent() {
    let (head, framing) = write(Response(status: 205, body: .bytes(wire("x"))))
    #expect(head.contains("\r\nContent-Length: 0\r\n"))
    #expect(framing == .length(0))
  }

  @Test("An empty body has the length nought")
  func empty() {
    let (head, framing) = write(Response(status: 404))
    #expect(head == "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\(Self.dateLine)\r\n")
    #expect(framing == .length(0))
  }

  @Test("A stream without a length is chunked to HTTP/1.1, and ends with the connection elsewhere")
  func stream() {
    let response = Response(status: 200, body: .stream(length: nil) { _ in })
    let chunked = write(response)
    #expect(chunked.head == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\(Self.dateLine)\r\n")
    #expect(chunked.framing == .chunked)
    for old in [write(response, to: (.get, .http10)), write(response, to: nil)] {
      #expect(old.head == "HTTP/1.1 200 OK\r\n\(Self.dateLine)Connection: close\r\n\r\n")
      #expect(old.framing == .untilClose)
    }
  }

  @Test("The client is told whether the connection is kept, where it would think otherwise")
  func connection() {
    let response = Response(status: 200)
    #expect(!write(response).head.contains("Connection"))
    #expect(write(response, closing: true).head.contains("\r\nConnection: close\r\n"))
    #expect(write(response, to: (.get, .http10)).head.contains("\r\nConnection: keep-alive\r\n"))
    #expect(write(response, to: (.get, .http10), closing: true).head.contains("\r\nConnection: close\r\n"))
    #expect(write(response, to: nil, closing: true).head.contains("\r\nConnection: close\r\n"))
  }

  @Test("Framing, date and connection of the response's own are left out")
  func ownFields() {
    let names = ["Content-Length", "content-length", "Transfer-Encoding", "DATE", "Connection"]
    let fields = names.map { Response.Field($0, "1") } + [.init("X-Date", "2")]
    let (head, _) = write(Response(status: 200, fields: fields))
    #expect(head == "HTTP/1.1 200 OK\r\nX-Date: 2\r\nContent-Length: 0\r\n\(Self.dateLine)\r\n")
  }

  @Test(
    "A field that could break a line is left out",
    arguments: [
      ("X", "a\r\nSet-Cookie: b"), ("X", "a\nb"), ("X", "a\rb"), ("X", "a\u{0}b"), ("X\r\nY", "a"), ("X: a\r\nY", "b"),
      ("", "a"), ("X Y", "a"), ("X:", "a"), ("X", "long enough to be looked at in words\n"), ("Ü", "a"),
    ])
  func injection(name: String, value: String) {
    let fields: [Response.Field] = [.init("Before", "1"), .init(name, value), .init("After", "2")]
    let (head, _) = write(Response(status: 200, fields: fields))
    #expect(head == "HTTP/1.1 200 OK\r\nBefore: 1\r\nAfter: 2\r\nContent-Length: 0\r\n\(Self.dateLine)\r\n")
  }

  @Test("Values go out as the bytes they are")
  func values() {
    let (head, _) = write(Response(status: 200, fields: [.init("X", "naïve — Cymraeg"), .init("Y", "")]))
    #expect(head.contains("\r\nX: naïve — Cymraeg\r\nY: \r\n"))
  }

  @Test(
    "Status lines",
    arguments: [
      (200, "200 OK"), (201, "201 Created"), (304, "304 Not Modified"), (400, "400 Bad Request"),
      (405, "405 Method Not Allowed"), (413, "413 Content Too Large"), (422, "422 Unprocessable Content"),
      (431, "431 Request Header Fields Too Large"), (503, "503 Service Unavailable"),
      (505, "505 HTTP Version Not Supported"), (299, "299 "), (999, "999 "), (42, "500 Internal Server Error"),
      (1000, "500 Internal Server Error"), (-1, "500 Internal Server Error"),
    ])
  func statusLine(status: Int, line: String) {
    #expect(write(Response(status: status)).head.hasPrefix("HTTP/1.1 \(line)\r\n"))
  }

  @Test("Every fault has a reason phrase", arguments: WireFault.Kind.allCases)
  func faultPhrases(kind: WireFault.Kind) {
    #expect(!write(Response(status: kind.status)).head.hasPrefix("HTTP/1.1 \(kind.status) \r\n"))
  }

  @Test("Lengths are written in full", arguments: [1, 9, 10, 99, 100, 65_536, 1_000_000, Int.max])
  func lengths(length: Int) {
    let (head, framing) = write(Response(status: 200, body: .stream(length: length) { _ in }))
    #expect(head.contains("\r\nContent-Length: \(length)\r\n"))
    #expect(framing == .length(length))
  }

  @Test(
    "Chunks have their size in hexadecimal", arguments: [(1, "1"), (10, "a"), (15, "f"), (16, "10"), (4096, "1000")])
  func chunks(count: Int, size: String) {
    let data = Array(repeating: UInt8(ascii: "x"), count: count)
    var out: [UInt8] = []
    ResponseWriter.writeChunk(data, into: &out)
    #expect(out == wire("\(size)\r\n") + data + wire("\r\n"))
  }

  @Test("No bytes make no chunk, and the last chunk is the end")
  func lastChunk() {
    var out: [UInt8] = []
    ResponseWriter.writeChunk([], into: &out)
    #expect(out.isEmpty)
    ResponseWriter.writeLastChunk(into: &out)
    #expect(out == wire("0\r\n\r\n"))
  }

  @Test("100 Continue is a whole response")
  func continueLine() {
    #expect(ResponseWriter.continueLine == wire("HTTP/1.1 100 Continue\r\n\r\n"))
  }
}
