import JSON

/// One operation of the contract.
struct OpenAPIOperation {
  private let route: Route
  private let shapes: ContractShapes

  init(_ route: Route, _ shapes: ContractShapes) {
    self.route = route
    self.shapes = shapes
  }

  func json() throws -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("tags", .array([.string(route.tag)])),
      ("operationId", .string(route.id)),
      ("summary", .string(route.summary)),
    ]
    switch route.access {
    case .anyone(let reason):
      members.append(("description", .string("Open to everyone: \(reason).")))
      members.append(("security", .array([])))
    case .holder(let permission):
      members.append(("description", .string("Needs the permission `\(permission)`.")))
      members.append(("security", .array([.record([("bearer", .array([.string(permission.scope)]))])])))
    }
    if route.declarations.deprecation != nil { members.append(("deprecated", .bool(true))) }
    let parameters = parameters
    if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
    if let body = route.inputs.body { members.append(("requestBody", requestBody(body))) }
    members.append(("responses", try responses()))
    return .record(members)
  }

  private var parameters: [JSONValue] {
    var parameters = route.inputs.path.map { json($0, in: "path") } + route.inputs.query.map { json($0, in: "query") }
    let declared: [(Declaration, String, String, Bool, String)] = [
      (.ifMatch, "If-Match", "The `ETag` of the version that was read; `*` for any.", true, "\"7\""),
      (.conditional, "If-None-Match", "The `ETag` that the caller has: 304 when it is current.", false, "\"7\""),
      (
        .idempotent, "Idempotency-Key",
        "The caller's name for this operation; a repeated call is not carried out twice.",
        true, "\"0b1c7e4e-9f4f-4f0a-8f57-1d4c1c7a2f10\""
      ),
    ]
    for (declaration, name, description, isRequired, example) in declared
    where route.declarations.contains(declaration) && (declaration != .conditional || route.method == .get) {
      parameters.append(
        .record([
          ("name", .string(name)), ("in", .string("header")), ("description", .string(description)),
          ("required", .bool(isRequired)), ("schema", .record([("type", .string("string"))])),
          ("example", .string(example)),
        ]))
    }
    return parameters
  }

  private func json(_ parameter: Parameter, in place: String) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(parameter.name)), ("in", .string(place)),
      ("description", .string(parameter.description ?? "The \(parameter.name) of the resource.")),
      ("required", .bool(parameter.isRequired)), ("schema", parameter.schema),
    ]
    if let example = parameter.value.example {
      members.append(("example", parameter.isList ? .array([example]) : example))
    }
    return .record(members)
  }

  private func requestBody(_ body: (schema: Schema, mediaType: String, example: JSONValue?)) -> JSONValue {
    var content: [(String, JSONValue)] = [("schema", shapes.json(body.schema.root))]
    if let example = body.example { content.append(("example", example)) }
    return .record([
      ("required", .bool(true)),
      ("content", .record([(body.mediaType, .record(content))])),
    ])
  }

  private func responses() throws -> JSONValue {
    var responses: [(String, JSONValue)] = []
    for status in Set(route.replies.map(\.status)).sorted() {
      responses.append((String(status), try response(to: route.replies.filter { $0.status == status })))
    }
    if route.declarations.contains(.conditional), route.method == .get {
      let members: [(String, JSONValue)] = [
        ("description", .string("The caller has the current version already.")),
        ("headers", Self.headers([.etag])),
      ]
      responses.append(("304", .record(members)))
    }
    for status in Set(route.refusals.map(\.status)).sorted() {
      let reference = "#/components/responses/" + OpenAPIDocument.responseName(status)
      responses.append((String(status), .record([("$ref", .string(reference))])))
    }
    return .record(responses)
  }

  /// The replies of one status, joined: each media type with its shape, or with any of several.
  private func response(to replies: [ReplyShape]) throws -> JSONValue {
    let descriptions = replies.map { $0.description ?? route.summary + "." }
    var members: [(String, JSONValue)] = [("description", .string(descriptions.distinct.joined(separator: " ")))]
    var fields = replies.flatMap(\.fields)
    if route.declarations.contains(.conditional) { fields.insert(.etag, at: 0) }
    if !fields.isEmpty { members.append(("headers", Self.headers(fields))) }
    let contents = replies.compactMap(\.content)
    if !contents.isEmpty {
      let types = contents.map(\.mediaType).distinct
      members.append(
        (
          "content", .record(try types.map { type in (type, try json(contents.filter { $0.mediaType == type })) })
        ))
    }
    return .record(members)
  }

  private func json(_ contents: [ReplyShape.Content]) throws -> JSONValue {
    let schemas = try contents.compactMap { try $0.schema?() }.map { shapes.json($0.root) }
    guard let first = schemas.first else { return .record([]) }
    var members: [(String, JSONValue)] = [
      ("schema", schemas.count == 1 ? first : .record([("anyOf", .array(schemas))]))
    ]
    if let example = try contents.first?.example?() { members.append(("example", example)) }
    return .record(members)
  }

  static func headers(_ fields: [ReplyShape.Field]) -> JSONValue {
    .record(
      fields.map { field in
        (
          field.name,
          .record([
            ("description", .string(field.description)), ("schema", .record([("type", .string("string"))])),
          ])
        )
      })
  }
}

extension [String] {
  /// The texts in order, each once.
  fileprivate var distinct: [String] {
    reduce(into: []) { seen, text in if !seen.contains(text) { seen.append(text) } }
  }
}
