import HTTP
import Testing

@Suite("Header fields")
struct HeaderTests {
  @Test(
    "A field line that is not a name, a colon and a value is refused",
    arguments: [
      "Content-Length : 5", "Transfer-Encoding : chunked", " X: y", "\tX: y", "X y: 1", ": v", "NoColon", "X\u{E9}: v",
      "X: a\r\n b", "X: a\r\n\tb", "X: a\nY: b", "X: a\rY: b", "X: a\u{0}b", "X: a\u{1}b", "X: a\u{7F}b", "X\u{0}: b",
      "X: a\r\r", "(X): b", "X[]: b", "X:\u{0C}",
    ])
  func malformedLines(line: String) {
    // Second, and first.
    #expect(outcome(of: "GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n") == .malformed)
    #expect(outcome(of: "GET / HTTP/1.1\r\n\(line)\r\nHost: a\r\n\r\n") == .malformed)
  }

  @Test("Every byte but a control character may stand in a value")
  func valueBytes() throws {
    for byte in UInt8.min...UInt8.max {
      // At each place of a run of eight, and behind one.
      for place in 0..<10 {
        var value = Array(repeating: UInt8(ascii: "v"), count: 12)
        value[place + 1] = byte
        let bytes = wire("GET / HTTP/1.1\r\nHost: a\r\nX: ") + value + wire("\r\n\r\n")
        var machine = ConnectionMachine()
        machine.receive(bytes)
        let isAllowed = byte == 0x09 || (byte >= 0x20 && byte != 0x7F)
        guard isAllowed else {
          guard case .fault(let fault) = machine.next() else {
            Issue.record("Byte \(byte) passed at \(place).")
            continue
          }
          #expect(fault.status == 400)
          continue
        }
        #expect(try machine.nextHead().fields.bytes("x") == value[...])
      }
    }
  }

  @Test("A name is made of the token bytes of RFC 9110 §5.6.2 and no others")
  func nameBytes() {
    let marks = Set("!#$%&'*+-.^_`|~".utf8)
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: ":") {
      let isAlphanumeric = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      let bytes = wire("GET / HTTP/1.1\r\nHost: a\r\nX") + [byte] + wire(": v\r\n\r\n")
      let expected = isAlphanumeric || marks.contains(byte) ? Outcome.served("GET /") : .malformed
      #expect(outcome(of: bytes) == expected, "\(byte)")
    }
  }

  @Test("Blanks around a value are not part of it", arguments: ["X:v w", "X: v w", "X:\t v w \t", "X:    v w "])
  func blanks(line: String) throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\nY:\r\nZ: \t \r\n\r\n"))
    let fields = try machine.nextHead().fields
    #expect(fields["X"] == "v w")
    #expect(fields["Y"] == "")
    #expect(fields["Z"] == "")
  }

  @Test(
    "HTTP/1.1 needs one valid Host",
    arguments: [
      "", "Host: a\r\nHost: a\r\n", "Host: a\r\nHost: b\r\n", "Host:\r\n", "Host: \r\n", "Host: a,b\r\n",
      "Host: u@a\r\n",
      "Host: a/b\r\n", "Host: a b\r\n", "Host: a:b\r\n", "Host: a:1:2\r\n", "Host: :80\r\n", "Host: [::1\r\n",
      "Host: []\r\n", "Host: [g]\r\n", "Host: a%zz\r\n", "Host: a%2\r\n", "Host: a?b\r\n", "Host: a#b\r\n",
      "Host: \u{E9}\r\n", "Host: a:123456\r\n", "Host: [::1]x\r\n", "Host: http://a\r\n", "Host: a\\b\r\n",
    ])
  func badHost(fields: String) {
    #expect(outcome(of: "GET / HTTP/1.1\r\n\(fields)Accept: */*\r\n\r\n") == .malformed)
  }

  @Test(
    "Names, addresses and ports are hosts",
    arguments: ["a", "a:80", "a:", "send.example.gov.uk", "127.0.0.1:8080", "[::1]", "[::1]:8080", "a_b.c-d~", "a%2Db"])
  func goodHost(host: String) {
    #expect(outcome(of: "GET / HTTP/1.1\r\nhOsT: \(host)\r\n\r\n") == .served("GET /"))
  }

  @Test("HTTP/1.0 needs no Host, but two or a bad one are refused there too")
  func hostOfHTTP10() {
    #expect(outcome(of: "GET / HTTP/1.0\r\n\r\n") == .served("GET /", ending: .closed))
    #expect(outcome(of: "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n") == .malformed)
    #expect(outcome(of: "GET / HTTP/1.0\r\nHost: u@a\r\n\r\n") == .malformed)
  }
}
