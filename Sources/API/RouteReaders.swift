import HTTP
import JSON

/// The readers of a route's three inputs, and the order in which a call is refused or answered.
struct RouteReaders<Path: Decodable & Sendable, Query: Decodable & Sendable, Body: Decodable & Sendable>: Sendable {
  private let path: ParameterReader<Path>
  private let query: ParameterReader<Query>
  private let body: BodyReader<Body>
  private let names: [String]

  init(method: HTTP.Method, template: PathTemplate, limit: Int) throws {
    path = try ParameterReader()
    query = try ParameterReader()
    body = try BodyReader(method: method, limit: limit)
    names = template.parameters
  }

  /// What the contract says of them.
  var inputs: RouteInputs {
    let example = (Body.self as? any Exemplified.Type).flatMap { try? JSONValue.encoding($0.example) }
    return RouteInputs(
      path: path.parameters, query: query.parameters,
      body: body.schema.map { ($0, body.mediaType, example) })
  }

  /// Where the template and the `Path` type disagree.
  func faults(template: PathTemplate, id: String) -> [String] {
    if let fault = template.fault { return ["\(id): \(fault)"] }
    let members = path.parameters.map(\.name)
    if Set(members) != Set(names) {
      let (named, has) = (names.joined(separator: ", "), members.joined(separator: ", "))
      return ["\(id): \(template) names (\(named)) but \(Path.self) has (\(has))"]
    }
    return path.parameters.filter { $0.isList || !$0.isRequired }.map {
      "\(id): the path parameter \($0.name) must be one required value"
    }
  }

  /// Refuses cheaply before dearly: parameters and preconditions, then the body's type, then the body itself.
  func answer<Reply: Answer>(
    _ exchange: Exchange, needs: Needs, handler: (Call<Path, Query, Body>) async throws -> Reply
  ) async throws -> Response {
    let head = exchange.head
    let path = try self.path.read(Array(zip(names, exchange.pathValues)))
    let query = try self.query.read(try items(of: head))
    let ifMatch = try head.ifMatch(required: needs.ifMatch)
    let idempotencyKey = try head.idempotencyKey(required: needs.idempotencyKey)
    let (body, bytes) = try await body.read(exchange.request)
    let call = Call(
      path: path, query: query, body: body, bodyBytes: bytes, context: exchange.context,
      principal: exchange.principal, request: exchange.request, requestID: exchange.requestID,
      traceID: exchange.traceID, ifMatch: ifMatch, idempotencyKey: idempotencyKey)
    let answer = try await handler(call)
    var response = exchange.blankResponse()
    try answer.write(to: &response, for: head)
    return response
  }

  private func items(of head: RequestHead) throws -> [(String, String)] {
    guard let query = head.query, !query.isEmpty else { return [] }
    guard let items = Target.queryItems(query) else {
      throw Problem(.malformedParameter, "The query is not percent-encoded UTF-8.")
    }
    return items
  }
}

extension RequestHead {
  /// What `If-Match` asks; 428 when it is required and missing, 400 when it cannot be read.
  func ifMatch(required: Bool) throws(Problem) -> ETagCondition? {
    let sent = fields.values("If-Match")
    guard !sent.isEmpty else {
      guard !required else {
        throw Problem(.preconditionRequired, "Send If-Match with the ETag of the version you have read.")
      }
      return nil
    }
    guard let condition = ETagCondition(sent.joined(separator: ",")) else {
      throw .malformed(parameter: "If-Match", .malformed, "must be * or a list of entity tags")
    }
    return condition
  }

  /// The key of the operation; 400 when it is required and missing, or cannot be read.
  func idempotencyKey(required: Bool) throws(Problem) -> IdempotencyKey? {
    guard let sent = fields["Idempotency-Key"] else {
      guard !required else { throw Problem(.idempotencyKeyRequired, "Send Idempotency-Key with a value of your own.") }
      return nil
    }
    guard let key = IdempotencyKey(field: sent) else {
      throw .malformed(parameter: "Idempotency-Key", .malformed, "must be 1 to 255 visible ASCII characters")
    }
    return key
  }
}
