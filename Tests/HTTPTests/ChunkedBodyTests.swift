import HTTP
import Testing

@Suite("Chunked bodies")
struct ChunkedBodyTests {
  private func request(_ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
  }

  private let malformed = Outcome.refused(400, "malformed-request", in: "POST /")

  @Test(
    "Chunks are joined, whatever the spelling of their sizes",
    arguments: [
      ("0\r\n\r\n", "POST /"), ("5\r\nhello\r\n0\r\n\r\n", "POST / hello"),
      ("2\r\nhe\r\n003\r\nllo\r\n000\r\n\r\n", "POST / hello"),
      ("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "POST / 01234567890123456789"),
      ("5;a=b;c=\"d e\"\r\nhello\r\n0;last\r\n\r\n", "POST / hello"),
      ("0000000000000005\r\nhello\r\n0\r\n\r\n", "POST / hello"),
    ])
  func joined(body: String, expected: String) {
    let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: request(body) + next) == .served(expected, "GET /next"))
  }

  @Test(
    "A chunk size is hexadecimal digits and nothing else",
    arguments: [
      "+5", "-100", "0x5", "0_2e", " 5", "5 ", "", "FFFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "8000000000000000",
      "00000000000000005", "g", "5\t", "5 ;a",
    ])
  func badSize(size: String) {
    #expect(outcome(of: request("\(size)\r\nhello\r\n0\r\n\r\n")) == malformed)
  }

  @Test("A bad chunk size is refused before its line ends", arguments: ["+", "x", "FFFFFFFFFFFFFFFFF"])
  func refusedAtOnce(start: String) {
    #expect(outcome(of: request(start)) == malformed)
  }

  @Test(
    "Every line end of the framing is CR LF",
    arguments: [
      "5\nhello\r\n0\r\n\r\n", "5;a\nX\r\n\r\nhello\r\n0\r\n\r\n", "0\n\r\n", "5;a\rX\r\nhello\r\n0\r\n\r\n",
      "0\r\n\n", "5\r\nhello\n0\r\n\r\n", "5;a\u{0}\r\nhello\r\n0\r\n\r\n", "5;\u{7F}\r\nhello\r\n0\r\n\r\n",
      "5\r\rhello\r\n0\r\n\r\n",
    ])
  func bareLineEnds(body: String) {
    #expect(outcome(of: request(body)) == malformed)
  }

  @Test(
    "The two bytes after a chunk are checked, each of them",
    arguments: [
      "3\r\nxxx__1a\r\n", "3\r\nxxx\r_1a\r\n", "3\r\nxxx_\n1a\r\n", "3\r\nxxxx\r\n0\r\n\r\n", "3\r\nxx\r\n0\r\n\r\n",
    ])
  func endOfChunk(body: String) {
    #expect(outcome(of: request(body)) == malformed)
  }

  @Test(
    "Trailers are read and dropped",
    arguments: [
      "Content-Length: 5", "Host: b", "Authorization: Bearer x", "A: b\r\nTransfer-Encoding: chunked", "X: \u{FF}",
    ])
  func trailers(fields: String) throws {
    let bytes = request("5\r\nhello\r\n0\r\n\(fields)\r\n\r\n") + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: bytes) == .served("POST / hello", "GET /next"))
  }

  @Test(
    "Trailers are as strict as a header",
    arguments: [
      "Bad Name: x", "Name : x", ": x", "NoColon", " X: y", "X: a\r\n b", "X: a\nY: b", "X: a\rb", "X: \u{0}",
    ])
  func malformedTrailers(fields: String) {
    #expect(outcome(of: request("0\r\n\(fields)\r\n\r\n")) == malformed)
  }

  @Test(
    "Trailers share the limits of the header", arguments: [(40, 1, true), (41, 1, false), (4, 3, true), (4, 4, false)])
  func trailerLimits(length: Int, count: Int, isServed: Bool) {
    // The header takes 9 + 28 + 2 bytes and two fields.
    let limits = Limits(headerBytes: 39 + 40, headerFields: 5)
    let trailer = Array(repeating: "A:" + String(repeating: "b", count: length - 4) + "\r\n", count: count).joined()
    let expected = isServed ? Outcome.served("POST /") : .refused(431, "header-too-large", in: "POST /")
    #expect(outcome(of: request("0\r\n\(trailer)\r\n"), limits: limits) == expected)
  }

  @Test(
    "Extensions are limited over the whole body",
    arguments: [(1, 10, true), (1, 11, false), (5, 2, true), (6, 2, false)])
  func extensionLimits(chunks: Int, length: Int, isServed: Bool) {
    let chunk = "1;" + String(repeating: "e", count: length - 1) + "\r\nx\r\n"
    let bytes = request(Array(repeating: chunk, count: chunks).joined() + "0\r\n\r\n")
    let expected = isServed ? Outcome.served("POST / " + String(repeating: "x", count: chunks)) : malformed
    #expect(outcome(of: bytes, limits: Limits(chunkExtensionBytes: 10)) == expected)
  }

  @Test("64 KiB of extension are refused, in one chunk or in many")
  func longExtensions() {
    let long = "1;" + String(repeating: "e", count: 65_536) + "\r\nx\r\n0\r\n\r\n"
    #expect(outcome(of: request(long)) == malformed)
    #expect(outcome(of: request(String(repeating: "1;\r\nx\r\n", count: 65_536 / 8) + "0\r\n\r\n")) == malformed)
  }

  @Test("The data of many small chunks that arrive together comes as one piece")
  func manyChunks() throws {
    var machine = ConnectionMachine()
    machine.receive(wire(request(String(repeating: "1\r\nx\r\n", count: 1000) + "0\r\n\r\n")))
    _ = try machine.nextHead()
    #expect(machine.declaredBodyLength == nil)
    guard case .body(let data) = machine.next() else {
      Issue.record("There is no body.")
      return
    }
    #expect(data == Array(repeating: UInt8(ascii: "x"), count: 1000))
  }
}
