/// Why the bytes of a connection cannot be served as HTTP. It is answered once, and the connection is closed.
public struct WireFault: Error, Equatable, Sendable {
  /// The kinds of fault; a raw value is the code that clients see, and once published it never changes.
  public enum Kind: String, CaseIterable, Sendable {
    case malformedRequest = "malformed-request"
    case incompleteRequest = "incomplete-request"
    case requestTimeout = "request-timeout"
    case contentTooLarge = "content-too-large"
    case targetTooLong = "target-too-long"
    case expectationFailed = "expectation-failed"
    case headerTooLarge = "header-too-large"
    case methodNotImplemented = "method-not-implemented"
    case transferCodingNotImplemented = "transfer-coding-not-implemented"
    case versionNotSupported = "version-not-supported"

    /// The status to answer with (RFC 9110 §15; 431: RFC 6585 §5).
    public var status: Int {
      switch self {
      case .malformedRequest, .incompleteRequest: 400
      case .requestTimeout: 408
      case .contentTooLarge: 413
      case .targetTooLong: 414
      case .expectationFailed: 417
      case .headerTooLarge: 431
      case .methodNotImplemented, .transferCodingNotImplemented: 501
      case .versionNotSupported: 505
      }
    }
  }

  /// What went wrong, from which status and code follow.
  public let kind: Kind
  /// One sentence for whoever wrote the client; it quotes nothing of the input.
  public let detail: String

  /// The status to answer with.
  public var status: Int { kind.status }
  /// The frozen code, in kebab-case.
  public var code: String { kind.rawValue }

  private init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  /// The bytes are not a request in the sense of RFC 9112; `detail` says which rule they broke.
  static func malformed(_ detail: String) -> WireFault { WireFault(.malformedRequest, detail) }

  static let incompleteRequest = WireFault(.incompleteRequest, "The connection ended in the middle of a request.")
  /// The header or the body took longer than its deadline.
  public static let requestTimeout = WireFault(.requestTimeout, "The request was not received in time.")
  /// The body is longer than its reader allows.
  public static let contentTooLarge = WireFault(.contentTooLarge, "The request body is larger than is accepted here.")
  static let targetTooLong = WireFault(.targetTooLong, "The request target is longer than is accepted here.")
  static let expectationFailed = WireFault(.expectationFailed, "The only expectation met here is 100-continue.")
  static let headerTooLarge = WireFault(.headerTooLarge, "The header fields are larger than is accepted here.")
  static let tooManyFields = WireFault(.headerTooLarge, "There are more header fields than are accepted here.")
  static let methodNotImplemented = WireFault(.methodNotImplemented, "The request method is not known here.")
  static let transferCodingNotImplemented = WireFault(
    .transferCodingNotImplemented, "The only transfer coding understood here is chunked.")
  static let versionNotSupported = WireFault(.versionNotSupported, "HTTP/1.1 and HTTP/1.0 are spoken here.")
}
