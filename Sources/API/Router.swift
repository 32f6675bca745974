import Access
import HTTP

/// Finds the route of a request, asks whether the caller may use it, and lets it answer; one router for each loop.
public final class Router: Sendable {
  /// Tells who a caller is; throws a `Problem` for credentials that are no good.
  public typealias Authenticator = @Sendable (RequestHead) async throws -> Principal

  private let tree: RouteTree<Endpoint>
  private let everyMethod: String
  private let context: Context
  private let authenticate: Authenticator
  private let cors: CORS
  private let identities = IdentityMaker()
  /// Counts what no route answered.
  private let elsewhere: RouteMeter

  /// - Parameters:
  ///   - authenticate: asked only for routes that are not open to everyone.
  ///   - allowedOrigins: the pages that may call routes that are not public.
  public init(
    _ table: RouteTable, context: Context, metrics: Metrics, allowedOrigins: Set<String> = [],
    authenticate: @escaping Authenticator = { _ in .anonymous }
  ) {
    var endpoints: [String: Endpoint] = [:]
    var templates: [PathTemplate] = []
    for route in table.routes {
      let shape = route.template.shape
      if endpoints[shape] == nil { templates.append(route.template) }
      let meter = metrics.meter(method: route.method.rawValue, template: route.template.description)
      endpoints[shape, default: Endpoint(template: route.template.description)].add(ServedRoute(route, meter: meter))
    }
    var tree = RouteTree<Endpoint>()
    for template in templates {
      if let endpoint = endpoints[template.shape] { tree.insert(endpoint, at: template) }
    }
    self.tree = tree
    everyMethod = HTTP.Method.allCases.filter { $0 != .trace && $0 != .connect }.map(\.rawValue).joined(separator: ", ")
    self.context = context
    self.authenticate = authenticate
    cors = CORS(allowedOrigins: allowedOrigins)
    elsewhere = metrics.meter(method: "other", template: "none")
  }

  /// What the server calls for each request.
  public var handler: HTTP.Handler { { await self.respond(to: $0) } }

  /// Answers a request, counts it and logs it.
  public func respond(to request: Request) async -> Response {
    let start = Moment.now
    let identity = identities.identity(for: request.head.fields)
    let record = RequestRecord(method: request.head.method, identity: identity, start: start, log: context.log)
    switch tree.find(request.head.path) {
    case .found(let endpoint, let values):
      guard let served = endpoint.route(for: request.head.method) else {
        let response = answer(request.head, at: endpoint, identity)
        return record.closed(with: response, template: endpoint.template, meter: elsewhere)
      }
      let response = await answer(request, by: served, values, identity)
      return record.closed(with: response, template: endpoint.template, meter: served.meter)
    case .nothing:
      return record.closed(with: answerNowhere(request.head, identity), template: nil, meter: elsewhere)
    case .unreadable:
      let problem = Problem(.malformedPath, "The path is not percent-encoded UTF-8.")
      return record.closed(with: refusal(problem, identity), template: nil, meter: elsewhere)
    }
  }

  private func answer(
    _ request: Request, by served: ServedRoute, _ values: [String], _ identity: RequestIdentity
  ) async -> Response {
    var response: Response
    do {
      let principal = try await principal(for: served, request.head)
      try requireAcceptable(served, request.head)
      let exchange = Exchange(
        request: request, pathValues: values, principal: principal,
        context: context, requestID: identity.requestID, traceID: identity.traceID,
        commonFields: served.successFields)
      response = try await served.route.run(exchange)
    } catch {
      let problem = problem(for: error, at: served.route, identity)
      response = problem.response(requestID: identity.requestID, common: served.refusalFields)
    }
    if !served.isPublic { response.fields += cors.fields(for: request.head) }
    return response
  }

  /// Refuses a caller the route is not for: 401 without credentials, 403 with others.
  private func principal(for served: ServedRoute, _ head: RequestHead) async throws -> Principal {
    let principal: Principal = served.isPublic ? .anonymous : try await authenticate(head)
    switch served.route.access.decision(for: principal) {
    case .allowed: return principal
    case .unauthenticated:
      throw Problem(
        .unauthenticated, "Send a bearer token in Authorization.", fields: [.init("WWW-Authenticate", "Bearer")])
    case .forbidden: throw Problem(.forbidden, "Your credentials do not allow this.")
    }
  }

  private func requireAcceptable(_ served: ServedRoute, _ head: RequestHead) throws(Problem) {
    guard !served.mediaTypes.isEmpty, let sent = head.fields.bytes("Accept"), !sent.elementsEqual("*/*".utf8),
      let acceptance = Acceptance(head.fields.values("Accept").joined(separator: ","))
    else { return }
    if served.mediaTypes.contains(where: acceptance.allows) { return }
    throw Problem(.notAcceptable, "What there is here is \(served.mediaTypes.joined(separator: " or ")).")
  }

  /// Answers a method that no route of the endpoint takes.
  private func answer(_ head: RequestHead, at endpoint: Endpoint, _ identity: RequestIdentity) -> Response {
    guard head.method == .options else {
      let problem = Problem(
        .methodNotAllowed, "\(head.method.rawValue) is not answered here.", fields: [.init("Allow", endpoint.allow)])
      return refusal(problem, identity)
    }
    return options(cors.options(of: endpoint, for: head), identity)
  }

  private func answerNowhere(_ head: RequestHead, _ identity: RequestIdentity) -> Response {
    // OPTIONS * asks about the server as a whole (RFC 9110 §9.3.7).
    if head.method == .options, head.path.elementsEqual("*".utf8) {
      return options([.init("Allow", everyMethod)], identity)
    }
    return refusal(.notFound, identity)
  }

  private func options(_ fields: [Response.Field], _ identity: RequestIdentity) -> Response {
    Response(
      status: 204, fields: CommonFields.security + fields + [.init("X-Request-ID", identity.requestID)])
  }

  private func refusal(_ problem: Problem, _ identity: RequestIdentity) -> Response {
    problem.response(requestID: identity.requestID, common: CommonFields.refusal)
  }

  /// What the caller is told of an error. What is nobody's fault but ours is logged whole and answered with no more
  /// than the request's id.
  private func problem(for error: any Error, at route: Route, _ identity: RequestIdentity) -> Problem {
    let problem: Problem
    switch error {
    case let known as Problem: return known
    case let source as any ProblemSource: problem = source.problem
    case is CancellationError: problem = .unavailable(detail: "The request was cancelled on our side.", retryAfter: 1)
    default: problem = Problem(.internalError, "The log has the rest under this request's id.")
    }
    if problem.code.status >= 500 {
      context.log.write(
        .error, "request failed",
        [
          "requestId": identity.requestID, "traceId": identity.traceID, "operation": route.id,
          "code": problem.code.rawValue, "error": String(reflecting: error),
        ])
    }
    return problem
  }
}

/// An error that knows what a caller may be told of it, as the database's do.
public protocol ProblemSource: Error {
  /// The problem to answer with; a status of 500 or more is logged with the whole error.
  var problem: Problem { get }
}
