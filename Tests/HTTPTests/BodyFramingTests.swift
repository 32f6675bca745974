import HTTP
import Testing

@Suite("Where a body ends")
struct BodyFramingTests {
  /// Each is followed by what would be another request, were the body taken to be shorter.
  @Test(
    "Framing fields that two readers could read differently are refused",
    arguments: [
      "Content-Length: 0\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 0",
      "Content-Length: 47\r\nContent-Length: 0", "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5",
      "Content-Length: 5\r\ncontent-length: 5", "Content-Length: +3", "Content-Length: -0", "Content-Length: 0x5",
      "Content-Length: 1_0", "Content-Length: 5 5", "Content-Length:", "Content-Length: ٥",
      "Content-Length: 123456789012345678901", "Content-Length: 9223372036854775808", "Content-Length: 5,",
      "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity",
      "Transfer-Encoding:", "Transfer-Encoding: \u{0B}chunked", "Transfer-Encoding: chunked;a=b",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: \"chunked\"",
      "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    ])
  func ambiguousFraming(fields: String) {
    let request = "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: request) == .malformed)
  }

  @Test("A transfer coding before chunked is not implemented", arguments: ["gzip, chunked", "chunked, chunked"])
  func otherCodings(coding: String) {
    let request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n"
    #expect(outcome(of: request) == .refused(501, "transfer-coding-not-implemented"))
  }

  @Test("HTTP/1.0 has no transfer codings")
  func chunkedInHTTP10() {
    #expect(outcome(of: "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == .malformed)
  }

  @Test("Chunked is known in any case and with blanks around it", arguments: ["cHuNkEd", "chunked\t", "\t chunked "])
  func chunkedSpelling(coding: String) {
    let request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\(coding)\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    #expect(outcome(of: request) == .served("POST / abc"))
  }

  @Test(
    "A body of the declared length ends there",
    arguments: [
      ("5", "hello", "POST / hello"), ("005", "hello", "POST / hello"), (" 5 \t", "hello", "POST / hello"),
      ("0", "", "POST /"), ("0000000000000000001", "x", "POST / x"),
    ])
  func fixedLength(length: String, body: String, request: String) {
    let bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\(length)\r\n\r\n\(body)GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: bytes) == .served(request, "GET /next"))
  }

  @Test("The longest length that an Int holds is a length")
  func longestLength() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n"))
    _ = try machine.nextHead()
    #expect(machine.declaredBodyLength == Int.max)
  }

  @Test("Without either field there is no body")
  func noBody() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("POST / HTTP/1.1\r\nHost: a\r\n\r\n"))
    _ = try machine.nextHead()
    #expect(machine.declaredBodyLength == 0)
    guard case .end = machine.next() else {
      Issue.record("The request has not ended.")
      return
    }
  }
}
