import HTTP
import Reactor
import Server
import Synchronization
import TestSupport
import Testing

/// Says what it was asked, reads its body up to 1 MiB, and can be slow.
private func echo(on loop: EventLoop) -> HTTP.Handler {
  { request in
    let path = String(decoding: request.head.path, as: UTF8.self)
    switch path {
    case "/unread": return Response(status: 200, body: .bytes(Array("unread".utf8)))
    case "/large": return Response(status: 200, body: .bytes([UInt8](repeating: 120, count: 10 << 20)))
    case "/endless":
      return Response(
        status: 200,
        body: .stream(length: nil) { sink in
          while true { try await sink.write([UInt8](repeating: 120, count: 64 << 10)) }
        })
    case "/three":
      return Response(
        status: 200,
        body: .stream(length: nil) { sink in for part in ["a", "b", "c"] { try await sink.write(Array(part.utf8)) } })
    case "/slow":
      await loop.sleep(nanoseconds: 900_000_000)
      return Response(status: 200, body: .bytes(Array("slow".utf8)))
    default:
      do {
        let body = try await request.body.collect(limit: 1 << 20)
        return Response(status: 200, body: .bytes(Array("\(request.head.method.rawValue) \(path) \(body.count)".utf8)))
      } catch BodyFault.tooLarge {
        return Response(status: 413, body: .bytes(Array("too large".utf8)))
      } catch BodyFault.timedOut {
        return Response(status: 408, body: .bytes(Array("too slow".utf8)))
      } catch {
        return Response(status: 400, body: .bytes(Array("broken".utf8)))
      }
    }
  }
}

@Suite struct ServerTests {
  let server: TestServer

  init() throws { server = try TestServer(handler: echo(on:)) }

  @Test(arguments: [1, 7, Int.max]) func pipelinedRequestsAreAnsweredInOrder(step: Int) throws {
    let client = try server.client()
    try client.send(
      "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\nGET /c HTTP/1.1\r\nHost: a\r\n\r\n",
      step: step)
    #expect(try client.receiveResponse()?.body == "slow")
    #expect(try client.receiveResponse()?.body == "GET /b 0")
    #expect(try client.receiveResponse()?.body == "GET /c 0")
  }

  @Test func closeIsHonoured() throws {
    let client = try server.client()
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    let all = try client.receiveAll()
    #expect(all.contains("Connection: close"))
    #expect(all.hasSuffix("GET /a 0"))
  }

  @Test func headHasTheLengthAndNoBody() throws {
    let client = try server.client()
    try client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    let head = try client.receiveResponse(to: "HEAD")
    #expect(head?.field("Content-Length") == "9")
    #expect(try client.receiveResponse()?.body == "GET /b 0")
  }

  @Test func aChunkedBodyIsReadAndAStreamedReplyIsChunked() throws {
    let client = try server.client()
    try client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "POST /a 5")
    try client.send("GET /three HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(try client.receiveAll().hasSuffix("\r\n\r\n1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"))
  }

  @Test func anUnreadBodyIsNeverTakenForARequest() throws {
    let client = try server.client()
    let poison = "GET /poison HTTP/1.1\r\nHost: a\r\n\r\n"
    try client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: \(poison.utf8.count)\r\n\r\n\(poison)")
    try client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "unread")
    #expect(try client.receiveResponse()?.body == "GET /b 0")
  }

  @Test func aBodyThatComesLateIsReadAwayToo() throws {
    let client = try server.client()
    try client.send("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n01234")
    #expect(try client.receiveResponse()?.body == "unread")
    try client.send("56789GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "GET /b 0")
  }

  @Test func continueIsSentOnlyWhenTheBodyIsWanted() throws {
    let client = try server.client()
    try client.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
    #expect(try client.receiveResponse()?.status == 100)
    try client.send("hi")
    #expect(try client.receiveResponse()?.body == "POST /a 2")

    let refused = try server.client()
    try refused.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n")
    let all = try refused.receiveAll()
    #expect(all.hasPrefix("HTTP/1.1 413"))
    #expect(!all.contains("100 Continue"))
  }

  /// Case 14: the client uploads 12 MiB against a limit of 1 MiB and only then reads.
  @Test(arguments: [true, false]) func aTooLargeUploadStillReadsItsRefusal(chunked: Bool) throws {
    let client = try server.client()
    let body = [UInt8](repeating: 120, count: 12 << 20)
    let framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)"
    try client.send("POST /a HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
    if chunked { try client.send("\(String(body.count, radix: 16))\r\n") }
    try client.send(body)
    if chunked { try client.send("\r\n0\r\n\r\n") }
    let all = try client.receiveAll()
    #expect(all.hasPrefix("HTTP/1.1 413"))
    #expect(all.hasSuffix("too large"))
  }

  @Test func aMalformedRequestIsRefusedOnceAndClosed() throws {
    let client = try server.client()
    try client.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    let all = try client.receiveAll()
    #expect(all.hasPrefix("HTTP/1.1 400"))
    #expect(all.components(of: "HTTP/1.1 ") == 1)
    #expect(all.contains("Connection: close"))
  }

  @Test func aLargeReplyArrivesWhole() throws {
    let client = try server.client()
    try client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    let all = try client.receiveAll()
    #expect(all.utf8.count > 10 << 20)
    #expect(all.hasSuffix("xxxx"))
  }

  @Test func aResetInMidReplyHarmsNobody() throws {
    for _ in 0..<20 {
      let client = try server.client(receiveBuffer: 4096)
      try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = try client.receive()
      client.reset()
    }
    let client = try server.client()
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "GET /a 0")
  }

  @Test func aClientThatHalfClosesGetsItsAnswer() throws {
    let client = try server.client()
    try client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    client.finish()
    #expect(try client.receiveAll().hasSuffix("slow"))
  }
}

@Suite struct DeadlineTests {
  let server: TestServer

  init() throws { server = try TestServer(settings: .impatient, handler: echo(on:)) }

  @Test func aDripOfHeaderBytesDoesNotMoveTheDeadline() throws {
    let client = try server.client()
    for byte in "GET /a HTTP/1.1\r\nHost: a\r\nX: ".utf8 {
      // Stops when the server has had enough.
      guard (try? client.send([byte])) != nil, try client.isQuiet(milliseconds: 40) else { break }
    }
    #expect(try client.receiveAll().hasPrefix("HTTP/1.1 408"))
  }

  @Test func aSilentConnectionIsClosedWithoutAWord() throws {
    #expect(try server.client().receiveAll() == "")
  }

  @Test func anIdleConnectionIsClosedAndASlowHandlerIsNot() throws {
    let client = try server.client()
    // Three times as long as the idle limit.
    try client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "slow")
    #expect(try client.receiveAll() == "")
  }

  @Test func aBodyThatIsTooSlowIsRefused() throws {
    let client = try server.client()
    try client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx")
    let all = try client.receiveAll()
    #expect(all.hasPrefix("HTTP/1.1 408"))
    #expect(all.contains("Connection: close"))
  }

  @Test func aReaderThatNeverReadsIsGivenUp() async throws {
    let client = try server.client(receiveBuffer: 4096)
    try client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
    try await server.becomesEmpty()
    withExtendedLifetime(client) {}
  }

  @Test func slowClientsDoNotHoldUpOthers() throws {
    let slow = try (0..<200).map { _ in try server.client() }
    for client in slow { try client.send("GET /a HT") }
    let client = try server.client()
    try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try client.receiveResponse()?.body == "GET /a 0")
    for client in slow { #expect(try client.receiveAll().hasPrefix("HTTP/1.1 408")) }
  }
}

@Suite struct CapAndDrainTests {
  @Test func theNewestConnectionOverTheCapIsRefusedPolitely() throws {
    var settings = ServerSettings()
    settings.connectionLimit = 2
    let server = try TestServer(settings: settings, handler: echo(on:))
    let kept = try (0..<2).map { _ in try server.client() }
    for client in kept {
      try client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.receiveResponse()?.status == 200)
    }
    let refused = try server.client().receiveAll()
    #expect(refused.hasPrefix("HTTP/1.1 503"))
    #expect(refused.contains("Retry-After: 1"))
    try kept[0].send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try kept[0].receiveResponse()?.body == "GET /b 0")
  }

  /// Case 24.
  @Test func drainingFinishesWhatIsUnderWayAndClosesTheRest() async throws {
    let gate = Gate()
    var patient = ServerSettings()
    patient.headerLimit = 600_000_000_000
    let server = try TestServer(settings: patient) { loop in
      { request in
        if request.head.path.elementsEqual("/held".utf8) { await gate.passed(on: loop) }
        return Response(status: 200, body: .bytes(Array("done".utf8)))
      }
    }
    let idle = try server.client()
    try idle.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try idle.receiveResponse()?.status == 200)
    let halfSent = try server.client()
    try halfSent.send("GET /a HT")
    let busy = try server.client()
    try busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
    await gate.reached()
    // On the server's loop: the pool's threads may all be blocked by other tests.
    let drained = Task(executorPreference: server.loop) { [server = server.server] in await server.drain() }
    #expect(try idle.receiveAll() == "")
    #expect(try halfSent.receiveAll() == "")
    gate.open()
    let last = try busy.receiveAll()
    #expect(last.hasSuffix("done"))
    #expect(last.contains("Connection: close"))
    await drained.value
    #expect(throws: (any Error).self) { try server.client() }
  }
}

/// Holds a handler until the test lets it go on.
private final class Gate: Sendable {
  private let isOpen = Atomic<Bool>(false)
  private let isReached = Atomic<Bool>(false)

  func open() { isOpen.store(true, ordering: .relaxed) }

  func passed(on loop: EventLoop) async {
    isReached.store(true, ordering: .relaxed)
    while !isOpen.load(ordering: .relaxed) { await loop.sleep(nanoseconds: 2_000_000) }
  }

  func reached() async {
    while !isReached.load(ordering: .relaxed) { try? await Task.sleep(nanoseconds: 2_000_000) }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}

extension TestServer {
  fileprivate func hasConnections(_ count: Int) async throws {
    while try loop.perform({ [server] in server.status.open }) != count { try await Task.sleep(nanoseconds: 5_000_000) }
  }

  fileprivate func becomesEmpty() async throws { try await hasConnections(0) }
}
