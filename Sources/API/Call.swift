import Access
import HTTP

/// One call of an endpoint: its inputs, checked and typed, and who makes it.
public struct Call<Path: Sendable, Query: Sendable, Body: Sendable>: Sendable {
  /// What the parameters of the path say.
  public let path: Path
  /// What the query says.
  public let query: Query
  /// The body, checked and decoded.
  public let body: Body
  /// The bytes the body was read from; empty where the operation takes none.
  let bodyBytes: [UInt8]
  /// The world around the handler.
  public let context: Context
  /// Who calls; always anonymous on a route that is open to everyone.
  public let principal: Principal
  /// The request itself, for its fields; its body has been read when `Body` is not `NoInput`.
  public let request: Request
  /// What the caller and the log know this request by.
  public let requestID: String
  /// The 32 hexadecimal digits of the trace this request belongs to (W3C Trace Context).
  public let traceID: String
  /// What `If-Match` asked; never nil where the route declares `.ifMatch`.
  public let ifMatch: ETagCondition?
  /// The key of this operation; never nil where the route declares `.idempotent`.
  public let idempotencyKey: IdempotencyKey?
}

extension Call {
  /// Refuses with 412 and the current tag when `If-Match` does not name it; a call without `If-Match` passes.
  ///
  /// A write checks again in its `WHERE`, since another may come between the reading and the writing.
  public func requireMatch(_ current: ETag) throws(Problem) {
    guard let ifMatch, !ifMatch.holds(for: current) else { return }
    throw .stale(current: current)
  }
}

extension Problem {
  /// The resource has another version than `If-Match` named (412), with its current tag.
  public static func stale(current: ETag) -> Problem {
    Problem(
      .preconditionFailed, "The resource has changed since it was read; ETag has its current version.",
      fields: [.init("ETag", current.description)])
  }
}

/// The place of an input that an endpoint does not have.
public struct NoInput: Codable, Sendable, Equatable {
  /// Nothing.
  public init() {}
}
