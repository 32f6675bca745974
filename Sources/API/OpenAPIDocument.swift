import HTTP
import JSON

/// The contract of the service as OpenAPI 3.1.0, written from its routes and from nothing else.
struct OpenAPIDocument {
  private let service: ServiceDescription
  private let routes: [Route]
  private let shapes: ContractShapes

  /// Throws `RecordingFault` when a reply cannot be recorded, or two types of one name meet.
  init(_ service: ServiceDescription, _ routes: [Route]) throws {
    self.service = service
    self.routes = routes
    shapes = try ContractShapes(routes)
  }

  func json() throws -> JSONValue {
    .record([
      ("openapi", .string("3.1.0")),
      ("info", info),
      ("servers", .array(service.servers.map { .record([("url", .string($0))]) })),
      (
        "tags",
        .array(service.tags.map { .record([("name", .string($0.name)), ("description", .string($0.description))]) })
      ),
      ("paths", try paths()),
      ("components", try components()),
    ])
  }

  private var info: JSONValue {
    .record([
      ("title", .string(service.title)),
      ("version", .string(service.version)),
      ("summary", .string(service.summary)),
      ("description", .string(service.description)),
      ("license", .record([("name", .string(service.license)), ("identifier", .string(service.license))])),
    ])
  }

  private func paths() throws -> JSONValue {
    var paths = JSONObject()
    for route in routes {
      var item: JSONObject
      if case .object(let known)? = paths[route.template.description] { item = known } else { item = JSONObject() }
      item[route.method.rawValue.lowercased()] = try OpenAPIOperation(route, shapes).json()
      paths[route.template.description] = .object(item)
    }
    return .object(paths)
  }

  private func components() throws -> JSONValue {
    let refusals = Set(routes.flatMap(\.refusals))
    let statuses = Set(refusals.map(\.status)).sorted()
    var components: [(String, JSONValue)] = [
      ("schemas", shapes.json),
      ("responses", .record(try statuses.map { (Self.responseName($0), try response($0, refusals)) })),
    ]
    if routes.contains(where: { !$0.access.isPublic }) {
      let scheme: JSONValue = .record([
        ("type", .string("http")), ("scheme", .string("bearer")),
        ("description", .string("A token with the permission that the operation names.")),
      ])
      components.append(("securitySchemes", .record([("bearer", scheme)])))
    }
    return .record(components)
  }

  /// The response of a status, with every code it may carry.
  private func response(_ status: Int, _ refusals: Set<ProblemCode>) throws -> JSONValue {
    let codes = ProblemCode.allCases.filter { $0.status == status && refusals.contains($0) }
    let description = codes.map { "`\($0.rawValue)`: \($0.title)." }.joined(separator: " ")
    var members: [(String, JSONValue)] = [("description", .string(description))]
    let fields = Self.fields(of: status)
    if !fields.isEmpty { members.append(("headers", OpenAPIOperation.headers(fields))) }
    let example = codes.first.map { code in
      Problem(code, code.advice).document(requestID: "4bf92f3577b34da6a3ce929d0e0e4736")
    }
    members.append(
      (
        "content",
        .record([
          (
            Problem.mediaType,
            .record([
              ("schema", .record([("$ref", .string("#/components/schemas/" + ProblemView.schemaName))])),
              ("example", example ?? .null),
            ])
          )
        ])
      ))
    return .record(members)
  }

  static func responseName(_ status: Int) -> String { "Problem\(status)" }

  private static func fields(of status: Int) -> [ReplyShape.Field] {
    switch status {
    case 401: [.init("WWW-Authenticate", "How to authenticate (RFC 9110 §11.6.1).")]
    case 412: [.etag]
    case 415: [.init("Accept", "What is taken here."), .init("Accept-Patch", "What a PATCH takes here.")]
    case 429, 503: [.init("Retry-After", "After how many seconds to try again.")]
    default: []
    }
  }
}

extension ReplyShape.Field {
  static let etag = ReplyShape.Field("ETag", "The version of the resource (RFC 9110 §8.8.3).")
}
