import CLinux
import Glibc
import HTTP
import Reactor

/// An HTTP server on one loop: its listening sockets and its connections. Everything here runs on the loop's thread.
public final class HTTPServer: @unchecked Sendable {
  let loop: EventLoop
  let settings: ServerSettings
  let handler: Handler
  let refusal: @Sendable (WireFault) -> Response
  private let overloaded: @Sendable () -> Response
  /// One buffer for all reads of the loop: what was read is in a connection's machine before the next read.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  private var listeners: [Listener] = []
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var counted = ServerStatus()
  private var sweep: LoopTimer?
  private var whenEmpty: UnsafeContinuation<Void, Never>?
  private(set) var isDraining = false
  private var dateText = HTTPDate.imfFixdate(unixSeconds: 0)
  private var dateSecond: Int64 = 0
  private var dateReadAt: UInt64 = 0

  /// - Parameters:
  ///   - refusal: answers a request that could not be read.
  ///   - overloaded: answers a connection over the cap.
  public init(
    loop: EventLoop, settings: ServerSettings = ServerSettings(), refusal: @escaping @Sendable (WireFault) -> Response,
    overloaded: @escaping @Sendable () -> Response, handler: @escaping Handler
  ) {
    self.loop = loop
    self.settings = settings
    self.refusal = refusal
    self.overloaded = overloaded
    self.handler = handler
  }

  deinit { scratch.deallocate() }

  /// Sockets for several servers to share an address: one set for each loop, all on the same port. Resolves names.
  ///
  /// - Returns: for each loop what `listen` takes, and the addresses with the ports they got.
  public static func bind(
    _ address: ListenAddress, loops: Int
  ) throws -> (sockets: [BoundSockets], addresses: [ListenAddress]) {
    let first = try Socket.listen(on: address)
    var sets = [BoundSockets(sockets: first)]
    if case .tcp(let host, _) = address, case .tcp(_, let port)? = first.first?.address {
      for _ in 1..<max(1, loops) {
        sets.append(BoundSockets(sockets: try Socket.listen(on: .tcp(host: host, port: port), isFirst: false)))
      }
    }
    return (sets, first.map(\.address))
  }

  /// Sockets that listen already and belong to nobody yet.
  public struct BoundSockets: Sendable {
    fileprivate let sockets: [ListeningSocket]
  }

  /// Takes over sockets and accepts on them; call it on the loop's thread.
  public func listen(on bound: BoundSockets) throws {
    for socket in bound.sockets {
      listeners.append(
        try Listener(socket: socket, loop: loop) { [weak self] descriptor, peer in
          guard let self else {
            _ = close(descriptor)
            return
          }
          take(descriptor, peer)
        })
    }
    if sweep == nil { sweepLater() }
  }

  /// What the metrics show; call it on the loop's thread.
  public var status: ServerStatus {
    var status = counted
    status.open = connections.count
    return status
  }

  // MARK: Connections

  private func take(_ descriptor: Int32, _ peer: String) {
    guard connections.count < settings.connectionLimit else { return refuse(descriptor) }
    Socket.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY)
    let connection = Connection(descriptor: descriptor, peer: peer, server: self)
    do {
      try loop.register(
        descriptor, [.readable, .writable, .peerClosed, .edgeTriggered], handler: connection)
    } catch {
      close(descriptor)
      return
    }
    counted.accepted += 1
    connections[ObjectIdentifier(connection)] = connection
    Task(executorPreference: loop) { await connection.serve() }
  }

  /// Over the cap: a short answer, and the connection stays for a moment so that it can be read.
  private func refuse(_ descriptor: Int32) {
    counted.refused += 1
    var bytes: [UInt8] = []
    let response = overloaded()
    _ = ResponseWriter.writeHead(of: response, to: nil, date: date, closing: true, into: &bytes)
    if case .bytes(let body) = response.body { bytes.append(contentsOf: body) }
    _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    shutdown(descriptor, Int32(SHUT_WR))
    loop.schedule(after: 250_000_000) { [scratch] in
      // Reading away what the client sent keeps the close from being a reset that destroys the answer.
      while recv(descriptor, scratch.baseAddress, scratch.count, Int32(MSG_DONTWAIT)) > 0 {}
      close(descriptor)
    }
  }

  func forget(_ connection: Connection) {
    connections[ObjectIdentifier(connection)] = nil
    if connections.isEmpty, let waiter = whenEmpty.take() { waiter.resume() }
  }

  // MARK: Time

  /// Looks through the deadlines now and then: a connection only notes its own, which costs a request nothing.
  private func sweepLater() {
    let shortest = min(settings.headerLimit, settings.idleLimit, settings.rateGrace, settings.bodyLimit)
    sweep = loop.schedule(after: max(5_000_000, min(500_000_000, shortest / 4))) { [weak self] in
      guard let self else { return }
      for connection in connections.values { connection.checkDeadline(at: loop.now) }
      sweepLater()
    }
  }

  /// The `Date` field's value, renewed each second.
  var date: [UInt8] {
    if loop.now &- dateReadAt > 100_000_000 {
      dateReadAt = loop.now
      let second = unixMicroseconds() / 1_000_000
      if second != dateSecond {
        dateSecond = second
        dateText = HTTPDate.imfFixdate(unixSeconds: Int(second))
      }
    }
    return dateText
  }

  // MARK: The end

  /// Stops accepting, closes what is idle, lets requests under way finish with `Connection: close`, and returns when
  /// the last connection is gone.
  public func drain() async {
    isDraining = true
    for listener in listeners { listener.close() }
    for connection in connections.values { connection.closeIfWaiting() }
    if !connections.isEmpty { await withUnsafeContinuation { whenEmpty = $0 } }
    if let sweep = sweep.take() { loop.cancel(sweep) }
  }
}
