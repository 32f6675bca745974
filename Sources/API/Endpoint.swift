import HTTP

/// All that answers at one path: its routes by method, and what is said of them.
struct Endpoint: Sendable {
  /// The template as metrics and log lines name it.
  let template: String
  private(set) var routes: [ServedRoute] = []

  init(template: String) {
    self.template = template
  }

  mutating func add(_ route: ServedRoute) {
    routes.append(route)
  }

  /// The route that answers a method; HEAD is answered by GET (RFC 9110 §9.3.2).
  func route(for method: HTTP.Method) -> ServedRoute? {
    let method = method == .head ? .get : method
    return routes.first { $0.route.method == method }
  }

  /// The methods that are answered here, for `Allow` (RFC 9110 §10.2.1).
  var allow: String {
    var methods: [HTTP.Method] = []
    for route in routes {
      methods.append(route.route.method)
      if route.route.method == .get { methods.append(.head) }
    }
    return (methods + [.options]).map(\.rawValue).joined(separator: ", ")
  }
}

/// A route with everything about its responses that can be made once.
final class ServedRoute: Sendable {
  let route: Route
  /// The fields of a success.
  let successFields: FieldBlock
  /// The fields of a refusal, which nobody keeps.
  let refusalFields: FieldBlock
  let mediaTypes: [String]
  let isPublic: Bool
  let meter: RouteMeter

  init(_ route: Route, meter: RouteMeter) {
    self.route = route
    isPublic = route.access.isPublic
    mediaTypes = route.mediaTypes
    successFields = FieldBlock(CommonFields.fields(for: route, cache: route.declarations.cachePolicy))
    refusalFields = FieldBlock(CommonFields.fields(for: route, cache: .nobody))
    self.meter = meter
  }
}
