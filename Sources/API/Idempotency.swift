import Domain
import HTTP
import JSON
import Postgres

/// The reply of a write that is carried out once for its `Idempotency-Key`: the write's own, or the first reply again.
public struct Once<Reply: Answer>: Answer {
  fileprivate let reply: StoredReply
  fileprivate let isReplay: Bool

  public static var replies: [ReplyShape] { Reply.replies }

  public func write(to response: inout Response, for head: RequestHead) {
    response.status = reply.status
    response.fields += reply.fields
    if isReplay { response.fields.append(Response.Field("Idempotency-Replayed", "true")) }
    response.body = reply.body.isEmpty ? .empty : .bytes(reply.body)
  }
}

/// A reply as it is kept for 24 hours.
private struct StoredReply: Sendable {
  let status: Int
  let fields: [Response.Field]
  let body: [UInt8]
}

extension Call {
  /// Runs a write in a transaction, once for the call's key: the reply is stored in the same transaction, and a repeated
  /// call is answered with it (draft-ietf-httpapi-idempotency-key-header §2).
  ///
  /// A try that fails leaves nothing, so that its repetition runs. While another with the same key is under way the
  /// answer is 409; the same key with another request is 422. Only for routes that declare `.idempotent`.
  public func once<Reply: Answer>(
    _ write: (Transaction) async throws -> Reply
  ) async throws -> Once<Reply> {
    guard let key = idempotencyKey?.text else {
      throw Problem(.idempotencyKeyRequired, "Send Idempotency-Key with a value of your own.")
    }
    let client = try client(with: key)
    let fingerprint = fingerprint
    return try await context.database.primary.transaction { transaction in
      if let stored = try await earlierReply(client, key, fingerprint, in: transaction) {
        return Once(reply: stored, isReplay: true)
      }
      var response = Response(status: 200)
      try await write(transaction).write(to: &response, for: request.head)
      let reply = try StoredReply(response)
      try await transaction.run([
        // What is left of this key is older than a day.
        "DELETE FROM idempotency_keys WHERE client = \(client) AND key = \(key)",
        """
        INSERT INTO idempotency_keys (client, key, fingerprint, status, headers, body, created_at)
        VALUES (\(client), \(key), sha256(\(fingerprint)), \(reply.status)::int, \(reply.headers)::jsonb, \(reply.body),
          \(context.now())::timestamptz)
        """,
      ])
      return Once(reply: reply, isReplay: false)
    }
  }

  /// The namespace of the key: one for each caller. All who are anonymous share one, where only a key that nobody
  /// guesses (128 bits, 22 characters in base 64) keeps them apart.
  private func client(with key: String) throws -> String {
    switch principal {
    case .known(let subject): return subject.id
    case .anonymous:
      guard key.utf8.count >= 22 else {
        throw Problem.malformed(
          parameter: "Idempotency-Key", .tooShort, "must have at least 22 characters where no credentials are shown")
      }
      return ""
    }
  }

  /// What makes this request this request: method, target and body.
  private var fingerprint: [UInt8] {
    let head = request.head
    return Array(head.method.rawValue.utf8) + [0] + head.path + [0] + (head.query ?? []) + [0] + bodyBytes
  }

  private func earlierReply(
    _ client: String, _ key: String, _ fingerprint: [UInt8], in transaction: Transaction
  ) async throws -> StoredReply? {
    let rows = try await transaction.run([
      "SELECT pg_try_advisory_xact_lock(hashtextextended(\(client)::text || chr(10) || \(key)::text, 0)) AS is_ours",
      """
      SELECT fingerprint = sha256(\(fingerprint)) AS is_same, status, headers::text AS headers, body FROM idempotency_keys
      WHERE client = \(client) AND key = \(key) AND created_at > \(context.now())::timestamptz - interval '24 hours'
      """,
    ])
    guard try rows[0][0].get("is_ours", as: Bool.self) else {
      throw Problem(
        .requestInFlight, "A request with this key is being carried out.", fields: [Response.Field("Retry-After", "1")])
    }
    guard let row = rows[1].first else { return nil }
    guard try row.get("is_same", as: Bool.self) else {
      throw Problem(.idempotencyKeyReused, "This key was used for another request.")
    }
    return try StoredReply(row)
  }
}

extension StoredReply {
  fileprivate init(_ response: Response) throws {
    guard (200...299).contains(response.status) else {
      throw Problem(.internalError, "A reply that is no success cannot be stored.")
    }
    status = response.status
    fields = response.fields
    switch response.body {
    case .empty: body = []
    case .bytes(let bytes): body = bytes
    case .stream: throw Problem(.internalError, "A streamed reply cannot be stored.")
    }
  }

  fileprivate init(_ row: Row) throws {
    status = try row.get("status")
    body = try row.get("body")
    let headers: String = try row.get("headers")
    let names = try JSONTree.decode([[String]].self, from: JSONParser.parse(Array(headers.utf8)))
    fields = names.compactMap { $0.count == 2 ? Response.Field($0[0], $0[1]) : nil }
  }

  /// The fields as JSON: pairs, since a name may come twice.
  fileprivate var headers: String {
    let pairs = fields.map { JSONValue.array([.string($0.name), .string($0.value)]) }
    return String(decoding: JSONWriter.bytes(of: .array(pairs)), as: UTF8.self)
  }
}
