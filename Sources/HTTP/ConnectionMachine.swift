/// The server's side of one HTTP/1.1 connection without the connection: bytes go in, events come out
/// (RFC 9112 §9).
///
/// Each request comes as `.head`, any number of `.body` and one `.end`. Then the machine rests, whatever a client
/// that pipelines has sent already, until `startNextRequest()`. The outcome is the same however the bytes were cut.
public struct ConnectionMachine: Sendable {
  /// What the bytes so far amount to.
  public enum Event: Sendable {
    /// Nothing more until something is received.
    case needsBytes
    /// A request has begun; its body follows.
    case head(RequestHead)
    /// A piece of the body, without its framing; never empty.
    case body([UInt8])
    /// The request is complete. Comes again at each call until `startNextRequest()`.
    case end
    /// Not HTTP, or not acceptable: answer once and close. Comes again at each call.
    case fault(WireFault)
    /// Nothing will come any more: the peer ended between two requests, or the last request said it was the last.
    case closed
  }

  private enum Phase {
    case head, body, ended
    case faulted(WireFault)
    case closed
  }

  private let limits: Limits
  private var phase = Phase.head
  private var buffer = ReceiveBuffer()
  private var parser: RequestParser
  private var decoder: BodyDecoder
  private var isTunnel = false
  private var hasBodyBytes = false
  private var sentContinue = false
  private var peerEnded = false

  /// A connection just accepted.
  public init(limits: Limits = .standard) {
    self.limits = limits
    parser = RequestParser(limits: limits)
    decoder = BodyDecoder(.fixed(0), limits: limits, usedFieldBytes: 0, usedFields: 0)
  }

  // MARK: Receiving

  /// Takes in what the socket gave. What comes after the last request, or after a fault, is dropped.
  public mutating func receive(_ bytes: UnsafeRawBufferPointer) {
    switch phase {
    case .head, .body: buffer.append(bytes)
    case .ended: if keepsAlive { buffer.append(bytes) }
    case .faulted, .closed: break
    }
  }

  /// The peer will send no more; what it sent before still counts.
  public mutating func receiveEnd() {
    peerEnded = true
  }

  // MARK: Events

  /// The next event; call it until it says `.needsBytes`, `.end`, `.fault` or `.closed`.
  public mutating func next() -> Event {
    do throws(WireFault) {
      switch phase {
      case .head: return try nextInHead()
      case .body: return try nextInBody()
      case .ended: return .end
      case .faulted(let fault): return .fault(fault)
      case .closed: return .closed
      }
    } catch {
      stop(.faulted(error))
      return .fault(error)
    }
  }

  /// Turns to the next request, after `.end`. Before `.end`, and when the connection is not kept, it closes instead:
  /// what is left of a body is never read as a request.
  public mutating func startNextRequest() {
    guard case .ended = phase, keepsAlive else { return stop(.closed) }
    phase = .head
    parser = RequestParser(limits: limits)
    hasBodyBytes = false
    sentContinue = false
  }

  private mutating func nextInHead() throws(WireFault) -> Event {
    guard let head = try buffer.readHead(with: &parser), let control = parser.control else {
      guard peerEnded else { return .needsBytes }
      if isMidRequest { throw .incompleteRequest }
      stop(.closed)
      return .closed
    }
    decoder = BodyDecoder(
      control.bodyLength, limits: limits, usedFieldBytes: parser.fieldBytes, usedFields: head.fields.count)
    isTunnel = head.method == .connect
    phase = .body
    return .head(head)
  }

  private mutating func nextInBody() throws(WireFault) -> Event {
    var data: [UInt8] = []
    let used = try buffer.readBody(with: &decoder, into: &data)
    if used > 0 { hasBodyBytes = true }
    if !data.isEmpty { return .body(data) }
    if decoder.isComplete {
      phase = .ended
      return .end
    }
    if peerEnded { throw .incompleteRequest }
    return .needsBytes
  }

  private mutating func stop(_ last: Phase) {
    phase = last
    buffer.clear()
  }

  // MARK: State

  /// Whether the connection may serve another request after this one (RFC 9112 §9.3): HTTP/1.1 unless the client
  /// said `close`, HTTP/1.0 when it asked for `keep-alive`. Never after a fault, nor after `CONNECT`, whose bytes
  /// would belong to a tunnel.
  public var keepsAlive: Bool {
    switch phase {
    case .faulted, .closed: false
    case .head, .body, .ended: parser.control?.keepsAlive != false && !isTunnel
    }
  }

  /// Whether the client waits for `100 Continue` before it sends its body (RFC 9110 §10.1.1): no more once a byte of
  /// the body is here, or `continueWasSent()`.
  public var expectsContinue: Bool {
    guard case .body = phase, let control = parser.control else { return false }
    return control.expectsContinue && !sentContinue && !hasBodyBytes && buffer.isEmpty
  }

  /// `ResponseWriter.continueLine` was written; it is not asked for twice.
  public mutating func continueWasSent() {
    sentContinue = true
  }

  /// The length of the body, in bytes; nil when it is chunked; 0 when there is none, and before a head.
  public var declaredBodyLength: Int? {
    switch parser.control?.bodyLength {
    case .fixed(let length): length
    case .chunked: nil
    case nil: 0
    }
  }

  /// Whether a client that pipelines has begun its next request while this one is served.
  public var hasBytesOfNextRequest: Bool {
    guard case .ended = phase, keepsAlive else { return false }
    return !buffer.isEmpty
  }

  /// Whether a head has begun and is not complete: its deadline runs, rather than that of an idle connection.
  public var isMidRequest: Bool {
    guard case .head = phase else { return false }
    return buffer.count > parser.skippedBytes
  }

  /// Bytes received and not yet used. To bound memory, stop reading from the socket while there are more than
  /// `Limits.targetBytes + Limits.headerBytes + 1024`: a head never needs more than that to be judged.
  public var bufferedBytes: Int { buffer.count }
}
