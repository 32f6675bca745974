import HTTP
import Testing

@Suite("Limits")
struct LimitTests {
  private let tooLong = Outcome.refused(414, "target-too-long")
  private let tooLarge = Outcome.refused(431, "header-too-large")

  @Test("A target of exactly 8 KiB is the longest", arguments: [(8192, true), (8193, false), (100_000, false)])
  func target(length: Int, isServed: Bool) {
    let target = "/" + String(repeating: "a", count: length - 1)
    let request = "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: request) == (isServed ? .served("GET \(target)") : tooLong))
  }

  @Test("A request line without an end is refused as soon as no target could be so long")
  func endlessLine() {
    #expect(outcome(of: String(repeating: "A", count: 9000)) == tooLong)
    #expect(outcome(of: "GET /" + String(repeating: "a", count: 9000)) == tooLong)
  }

  @Test(
    "A field section of exactly 16 KiB is the largest", arguments: [(16_384, true), (16_385, false), (80_000, false)])
  func fieldSection(length: Int, isServed: Bool) {
    // The Host line takes 9 bytes, the other line 5 beside its value, the empty line 2; the request line none.
    let request = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "v", count: length - 16))\r\n\r\n"
    #expect(outcome(of: request) == (isServed ? .served("GET /") : tooLarge))
  }

  @Test("The limit falls on the same byte wherever a line ends", arguments: 12...24)
  func everyPlace(limit: Int) {
    let request = "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nZ:\r\n\r\n"
    let expected = limit >= 21 ? Outcome.served("GET /") : tooLarge
    #expect(outcome(of: request, limits: Limits(headerBytes: limit)) == expected)
  }

  @Test("A field section without an end is refused at the limit", arguments: ["X: ", "X", "X: \r\n"])
  func endlessFields(piece: String) {
    let head = "GET / HTTP/1.1\r\nHost: a\r\n"
    let limits = Limits(headerFields: 100_000)
    #expect(outcome(of: head + piece + String(repeating: "a", count: 20_000), limits: limits) == tooLarge)
    #expect(outcome(of: head + String(repeating: "X:\r\n", count: 5000), limits: limits) == tooLarge)
  }

  @Test("A hundred fields are the most", arguments: [(100, true), (101, false)])
  func fieldCount(count: Int, isServed: Bool) {
    let others = String(repeating: "X: y\r\n", count: count - 1)
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\(others)\r\n"
    #expect(outcome(of: request) == (isServed ? .served("GET /") : tooLarge))
  }

  @Test("What is too long is refused for that, whatever else is wrong with it")
  func order() {
    let long = String(repeating: "\u{E9}", count: 20_000)
    #expect(outcome(of: "GET / HTTP/1.1\r\nHost: a\r\n\(long): v\r\n\r\n") == tooLarge)
  }

  @Test("A fault quotes nothing of the input and has the status of its code")
  func faults() {
    #expect(Set(WireFault.Kind.allCases.map(\.status)) == [400, 408, 413, 414, 417, 431, 501, 505])
    #expect(WireFault.requestTimeout.status == 408)
    #expect(WireFault.contentTooLarge.code == "content-too-large")
    var machine = ConnectionMachine()
    machine.receive(wire("GET / HTTP/1.1\r\nsecret name: secret value\r\n\r\n"))
    guard case .fault(let fault) = machine.next() else {
      Issue.record("There is no fault.")
      return
    }
    #expect(!fault.detail.contains("secret"))
  }
}
