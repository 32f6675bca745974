import CLinux
import Glibc
import HTTP
import Reactor

/// One client's connection: reads requests, has them handled one after another, writes the answers.
///
/// Its descriptor is reported edge-triggered, so it is read until nothing is left. Everything here runs on the loop.
final class Connection: EventHandler, @unchecked Sendable {
  /// What the client is waited for.
  private enum Waiting {
    case nothing
    /// The first byte of a request.
    case request
    /// The rest of a head.
    case head
    /// Its end, after the last response.
    case goodbye
  }

  let descriptor: Int32
  let peer: String
  let server: HTTPServer
  private let loop: EventLoop
  private(set) var machine: ConnectionMachine
  /// What is to be written; empty between two responses.
  var out: [UInt8] = []
  /// Bytes written in all.
  var written: UInt64 = 0
  /// Since when the reader holds us up, and what had been written then.
  var stall: (since: UInt64, written: UInt64)?
  private var waiting = Waiting.nothing
  private var isReadable = false
  var isWritable = true
  /// The peer has shut its side: there may be bytes left, and then there is an end to read.
  private var peerEnded = false
  var isBroken = false
  /// The body under way came too late or broke off: nothing after it can be read.
  private var isBodyLost = false
  /// When to give up waiting, in monotonic nanoseconds; 0 for never.
  var deadline: UInt64 = 0
  var isExpired = false
  var waiter: UnsafeContinuation<Void, Never>?

  init(descriptor: Int32, peer: String, server: HTTPServer) {
    self.descriptor = descriptor
    self.peer = peer
    self.server = server
    loop = server.loop
    machine = ConnectionMachine(limits: server.settings.limits)
  }

  // MARK: The life of a connection

  /// Serves requests until either side ends, then closes.
  func serve() async {
    startDeadline(server.settings.headerLimit)
    while let head = await nextHead() {
      guard await exchange(head) else { break }
      machine.startNextRequest()
      startDeadline(machine.bufferedBytes > 0 ? server.settings.headerLimit : server.settings.idleLimit)
    }
    loop.unregister(descriptor)
    close(descriptor)
    server.forget(self)
  }

  /// The next request's head; nil when there is none to come, after whatever had to be said.
  private func nextHead() async -> RequestHead? {
    while true {
      switch machine.next() {
      case .head(let head):
        waiting = .nothing
        deadline = 0
        return head
      case .needsBytes:
        if machine.isMidRequest, waiting != .head {
          waiting = .head
          // Absolute, from the request's first byte: a drip of bytes does not move it.
          startDeadline(server.settings.headerLimit)
        } else if waiting == .nothing {
          waiting = .request
          if out.capacity > Connection.keptCapacity { out = [] }
        }
        if server.isDraining { return nil }
        guard await receive() else {
          if isExpired, waiting == .head, !server.isDraining { await refuse(.requestTimeout) }
          return nil
        }
      case .fault(let fault):
        await refuse(fault)
        return nil
      case .closed, .body, .end:
        return nil
      }
    }
  }

  /// Has one request handled and answered; false when the connection must end.
  private func exchange(_ head: RequestHead) async -> Bool {
    let body: any BodySource = machine.declaredBodyLength == 0 ? EmptyBody.shared : ConnectionBody(self)
    let response = await server.handler(Request(head: head, body: body, peer: peer))
    (body as? ConnectionBody)?.detach()
    // A body that came too late does not keep its answer from being written.
    isExpired = false
    deadline = 0
    let leftover = isBodyLost ? .tooMuch : unreadBody()
    let closing = server.isDraining || !machine.keepsAlive || leftover == .tooMuch
    guard await write(response, to: (head.method, head.version), closing: closing) else { return false }
    if closing {
      await linger()
      return false
    }
    return leftover == .nothing ? true : await drain()
  }

  /// Answers what could not be read, then ends.
  private func refuse(_ fault: WireFault) async {
    isExpired = false
    deadline = 0
    if await write(server.refusal(fault), to: nil, closing: true) { await linger() }
  }

  // MARK: Request bodies

  private enum Leftover {
    case nothing, little, tooMuch
  }

  /// What the handler left unread of the body, after taking what has already arrived.
  private func unreadBody() -> Leftover {
    // A client that still waits for 100 Continue may send its body or not: there is no telling where it goes on.
    if machine.expectsContinue { return .tooMuch }
    while true {
      switch machine.next() {
      case .body: continue
      case .end: return .nothing
      case .needsBytes:
        guard let length = machine.declaredBodyLength, length <= server.settings.drainBytes else { return .tooMuch }
        return .little
      case .head, .fault, .closed: return .tooMuch
      }
    }
  }

  private func drain() async -> Bool {
    startDeadline(server.settings.rateGrace)
    while await receive() {
      switch unreadBody() {
      case .nothing: return true
      case .little: continue
      case .tooMuch: return false
      }
    }
    return false
  }

  /// The next piece of the request's body, for `ConnectionBody`. Deadlines: absolute, and a minimum rate after a grace.
  func nextBodyPiece(startedAt: UInt64, received: Int) async throws(BodyFault) -> [UInt8]? {
    while true {
      switch machine.next() {
      case .body(let bytes): return bytes
      case .end: return nil
      case .head, .fault, .closed: throw giveUpBody(.broken)
      case .needsBytes:
        if machine.expectsContinue {
          machine.continueWasSent()
          guard await write(ResponseWriter.continueLine) else { throw giveUpBody(.broken) }
        }
        let byRate = server.settings.rateGrace + UInt64(received) * 1_000_000_000 / server.settings.minimumRate
        deadline = startedAt + min(byRate, server.settings.bodyLimit)
        guard await receive() else { throw giveUpBody(isExpired ? .timedOut : .broken) }
        deadline = 0
      }
    }
  }

  private func giveUpBody(_ fault: BodyFault) -> BodyFault {
    isBodyLost = true
    return fault
  }

  var declaredBodyLength: Int? { machine.declaredBodyLength }

  // MARK: Reading

  /// Takes in what the socket has, waiting for it if need be; false when the peer is gone or the deadline is past.
  private func receive() async -> Bool {
    while !isExpired && !isBroken {
      guard isReadable || peerEnded else {
        await withUnsafeContinuation { waiter = $0 }
        continue
      }
      let count = recv(descriptor, server.scratch.baseAddress, server.scratch.count, 0)
      if count > 0 {
        // Less than asked for: drained, and the next bytes, or an end that is not here yet, come with a new report.
        if count < server.scratch.count { isReadable = false }
        machine.receive(UnsafeRawBufferPointer(rebasing: server.scratch[..<count]))
        return true
      }
      if count == 0 {
        machine.receiveEnd()
        return true
      }
      switch errno {
      case EAGAIN:
        isReadable = false
        peerEnded = false
      case EINTR: continue
      default: isBroken = true
      }
    }
    return false
  }

  // MARK: The end

  /// After the last response: shut our side, and read on a while, since closing with bytes unread makes a reset that
  /// can destroy the response before the client reads it (RFC 9112 §9.6).
  private func linger() async {
    shutdown(descriptor, Int32(SHUT_WR))
    isExpired = false
    waiting = .goodbye
    startDeadline(server.isDraining ? min(server.settings.lingerLimit, 1_000_000_000) : server.settings.lingerLimit)
    var left = server.settings.lingerBytes
    while left > 0, !isExpired, !isBroken {
      guard isReadable || peerEnded else {
        await withUnsafeContinuation { waiter = $0 }
        continue
      }
      let count = recv(descriptor, server.scratch.baseAddress, server.scratch.count, 0)
      if count == 0 { return }
      if count > 0 {
        left -= count
      } else if errno == EAGAIN {
        isReadable = false
        peerEnded = false
      } else if errno != EINTR {
        return
      }
    }
  }

  // MARK: IOReadiness and deadlines

  func ready(_ events: IOReadiness) {
    if !events.isDisjoint(with: [.peerClosed, .hungUp]) { peerEnded = true }
    if events.contains(.failed) { isBroken = true }
    if events.contains(.readable) { isReadable = true }
    if events.contains(.writable) { isWritable = true }
    wake()
  }

  private func startDeadline(_ limit: UInt64) {
    deadline = loop.now + limit
  }

  /// Called by the server now and then.
  func checkDeadline(at now: UInt64) {
    guard deadline != 0, now >= deadline else { return }
    isExpired = true
    wake()
  }

  /// The server drains: a connection that waits for a request, or for the rest of a head, ends at once.
  func closeIfWaiting() {
    guard waiting != .nothing else { return }
    isExpired = true
    wake()
  }

  private func wake() {
    waiter.take()?.resume()
  }
}
