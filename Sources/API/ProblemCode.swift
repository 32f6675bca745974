/// Every way this service refuses or fails, each with a code that never changes its meaning once released.
///
/// A retired code stays here, marked as retired, and is never used again for something else.
public enum ProblemCode: String, Sendable, CaseIterable {
  case malformedRequest = "malformed-request"
  case incompleteRequest = "incomplete-request"
  case malformedPath = "malformed-path"
  case malformedParameter = "malformed-parameter"
  case malformedJSON = "malformed-json"
  case idempotencyKeyRequired = "idempotency-key-required"
  case unauthenticated = "unauthenticated"
  case forbidden = "forbidden"
  case notFound = "not-found"
  case methodNotAllowed = "method-not-allowed"
  case notAcceptable = "not-acceptable"
  case requestTimeout = "request-timeout"
  case conflict = "conflict"
  case requestInFlight = "request-in-flight"
  case gone = "gone"
  case preconditionFailed = "precondition-failed"
  case contentTooLarge = "content-too-large"
  case targetTooLong = "target-too-long"
  case unsupportedMediaType = "unsupported-media-type"
  case expectationFailed = "expectation-failed"
  case invalid = "invalid"
  case idempotencyKeyReused = "idempotency-key-reused"
  case preconditionRequired = "precondition-required"
  case tooManyRequests = "too-many-requests"
  case headerTooLarge = "header-too-large"
  case internalError = "internal-error"
  case methodNotImplemented = "method-not-implemented"
  case transferCodingNotImplemented = "transfer-coding-not-implemented"
  case unavailable = "unavailable"
  case notReady = "not-ready"
  case poolExhausted = "pool-exhausted"
  case databaseTimeout = "database-timeout"
  case databaseUnavailable = "database-unavailable"
  case versionNotSupported = "version-not-supported"

  /// The HTTP status the code is answered with.
  public var status: Int { entry.status }

  /// The problem in a few words, the same for every occurrence (RFC 9457 §3.1.3).
  public var title: String { entry.title }

  /// What the caller can do about it, for the page that lists the codes.
  public var advice: String { entry.advice }
}
