/// The request methods this service knows (RFC 9110 §9); any other token is answered 501.
public enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"
  case trace = "TRACE"
  case connect = "CONNECT"
}

/// The protocol versions spoken here (RFC 9112 §2.3).
public enum Version: Sendable {
  case http10, http11
}

/// The start line and the fields of one request, as bytes that were checked but not decoded.
public struct RequestHead: Sendable {
  public let method: Method
  public let version: Version
  /// The path as it was sent, percent-encoded, beginning with `/`; `*` for `OPTIONS *`; the authority
  /// for `CONNECT`.
  public let path: [UInt8]
  /// What followed `?`, undecoded; nil when there was no `?`.
  public let query: [UInt8]?
  public let fields: Fields

  public init(method: Method, version: Version, path: [UInt8], query: [UInt8]?, fields: Fields) {
    self.method = method
    self.version = version
    self.path = path
    self.query = query
    self.fields = fields
  }
}

/// One request as a handler's side sees it: no socket, only its head, its body still to be read, and who sent it.
public struct Request: Sendable {
  public let head: RequestHead
  public let body: any BodySource
  /// The address at the other end of the connection, without its port; empty for a Unix socket.
  public let peer: String

  public init(head: RequestHead, body: any BodySource, peer: String) {
    self.head = head
    self.body = body
    self.peer = peer
  }
}

/// Where a request body comes from, read piece by piece; nothing is read before it is asked for, so that
/// `100 Continue` goes out only when somebody wants the body (RFC 9110 §10.1.1).
public protocol BodySource: AnyObject, Sendable {
  /// The length that was declared; nil for a chunked body; 0 where there is none.
  var declaredLength: Int? { get }
  /// The next bytes, or nil at the end.
  func next() async throws -> [UInt8]?
}

/// Why a body could not be had.
public enum BodyFault: Error, Equatable, Sendable {
  /// Longer than the reader allows.
  case tooLarge
  /// Too slow, or past its deadline.
  case timedOut
  /// The framing was broken, or the peer went away.
  case broken
}

extension BodySource {
  /// The whole body; refuses before reading when the declared length is over `limit`, and midway when more comes.
  public func collect(limit: Int) async throws -> [UInt8] {
    if let declaredLength, declaredLength > limit { throw BodyFault.tooLarge }
    var whole: [UInt8] = []
    while let piece = try await next() {
      if whole.count + piece.count > limit { throw BodyFault.tooLarge }
      whole.append(contentsOf: piece)
    }
    return whole
  }
}
