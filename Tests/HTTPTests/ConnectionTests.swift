import HTTP
import Testing

@Suite("Connections")
struct ConnectionTests {
  private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("Requests sent together come one after the other")
  func pipelining() {
    let bytes =
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
      + "abcGET /3 HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: bytes) == .served("GET /1", "POST /2 abc", "GET /3"))
  }

  @Test("The second request waits, in the buffer, until the first is done with")
  func pipelinedRequestWaits() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"))
    #expect(try machine.nextHead().path == wire("/1"))
    for _ in 0..<3 {
      guard case .end = machine.next() else {
        Issue.record("The first request has not ended.")
        return
      }
      #expect(machine.hasBytesOfNextRequest)
      #expect(machine.bufferedBytes == 28)
    }
    machine.startNextRequest()
    #expect(try machine.nextHead().path == wire("/2"))
    #expect(!machine.hasBytesOfNextRequest)
    #expect(machine.bufferedBytes == 0)
  }

  @Test(
    "Who keeps a connection",
    arguments: [
      ("HTTP/1.1\r\nHost: a", true), ("HTTP/1.1\r\nHost: a\r\nConnection: keep-alive", true),
      ("HTTP/1.1\r\nHost: a\r\nConnection: close", false), ("HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\t", false),
      ("HTTP/1.1\r\nHost: a\r\nConnection: foo , Close,", false),
      ("HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close", false),
      ("HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive", false),
      ("HTTP/1.1\r\nHost: a\r\nConnection: closed, not-close", true), ("HTTP/1.0", false),
      ("HTTP/1.0\r\nConnection: Keep-Alive", true), ("HTTP/1.0\r\nConnection: keep-alive, close", false),
      ("HTTP/1.0\r\nConnection: keep-alive\r\nConnection: x", true), ("HTTP/1.0\r\nConnection: x", false),
    ])
  func keepsAlive(rest: String, isKept: Bool) {
    let expected = isKept ? Outcome.served("GET /", "GET /") : .served("GET /", ending: .closed)
    #expect(outcome(of: "GET / \(rest)\r\n\r\n" + get) == expected)
  }

  @Test("After the last request, what comes is neither kept nor read")
  func afterClose() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
    _ = try machine.nextHead()
    _ = machine.next()
    machine.receive(wire(get))
    #expect(machine.bufferedBytes == 0)
    #expect(!machine.hasBytesOfNextRequest)
    machine.startNextRequest()
    guard case .closed = machine.next() else {
      Issue.record("The connection is not closed.")
      return
    }
  }

  @Test(
    "A body that nobody read is never read as a request",
    arguments: ["Content-Length: 200", "Transfer-Encoding: chunked"])
  func unreadBody(framing: String) throws {
    var machine = ConnectionMachine()
    machine.receive(wire("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n\(get)"))
    _ = try machine.nextHead()
    machine.startNextRequest()
    guard case .closed = machine.next() else {
      Issue.record("The connection is not closed.")
      return
    }
    #expect(!machine.keepsAlive)
    #expect(machine.bufferedBytes == 0)
  }

  @Test("A request inside a body of declared length stays inside it")
  func requestInBody() {
    let bytes =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(get.utf8.count)\r\n\r\n\(get)GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(outcome(of: bytes) == .served("POST / \(get)", "GET /2"))
  }

  @Test(
    "A peer may end between requests, and only there",
    arguments: [
      ("", Outcome.served(ending: .closed)), ("\r\n", .served(ending: .closed)),
      ("G", .refused(400, "incomplete-request")),
      ("GET / HTTP/1.1\r\nHost: a\r\n", .refused(400, "incomplete-request")),
      ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", .served("GET /", ending: .closed)),
      ("GET / HTTP/1.1\r\nHost: a\r\n\r\nG", .refused(400, "incomplete-request", after: ["GET /"])),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab", .refused(400, "incomplete-request", in: "POST /")
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n",
        .refused(400, "incomplete-request", in: "POST /")
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", .served("POST / abc", ending: .closed)
      ),
    ])
  func end(bytes: String, expected: Outcome) {
    #expect(outcome(of: bytes, thenEnd: true) == expected)
  }

  @Test("A head that has begun and is not complete is told from an idle connection")
  func midRequest() throws {
    var machine = ConnectionMachine()
    #expect(!machine.isMidRequest)
    for byte in wire("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r") {
      machine.receive([byte])
      guard case .needsBytes = machine.next() else {
        Issue.record("The head is not complete.")
        return
      }
      if byte == UInt8(ascii: "\n") && machine.bufferedBytes == 2 {
        #expect(!machine.isMidRequest)
      } else {
        #expect(machine.isMidRequest)
      }
    }
    machine.receive(wire("\n"))
    _ = try machine.nextHead()
    #expect(!machine.isMidRequest)
  }

  @Test("A body comes as it arrives, and nothing of it stays behind")
  func bodyPieces() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"))
    _ = try machine.nextHead()
    #expect(machine.declaredBodyLength == 300_000)
    for round in 1...3 {
      machine.receive(Array(repeating: UInt8(round), count: 100_000))
      #expect(machine.bufferedBytes == 100_000)
      guard case .body(let bytes) = machine.next() else {
        Issue.record("There is no body.")
        return
      }
      #expect(bytes == Array(repeating: UInt8(round), count: 100_000))
      #expect(machine.bufferedBytes == 0)
    }
    guard case .end = machine.next() else {
      Issue.record("The body has not ended.")
      return
    }
  }

  @Test("Long runs of requests come out of a buffer that is cut anywhere", arguments: [1, 7, 28, 29, 64, 1000, 4096])
  func manyRequests(size: Int) {
    let count = 500
    let bytes = wire((0..<count).map { "GET /\($0 % 10) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    var recorder = Recorder(limits: .standard)
    for start in stride(from: 0, to: bytes.count, by: size) {
      recorder.receive(bytes[start..<min(start + size, bytes.count)])
    }
    #expect(recorder.outcome.requests == (0..<count).map { "GET /\($0 % 10)" })
  }
}
