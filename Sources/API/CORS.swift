import HTTP

/// Which pages in a browser may read what (Fetch standard, CORS protocol): public routes any, others those listed.
struct CORS: Sendable {
  /// The origins that may call routes that are not public, as browsers write them: `https://send.example.gov.uk`.
  let allowedOrigins: Set<String>

  private static let expose = Response.Field(
    "Access-Control-Expose-Headers",
    "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, Deprecation, Sunset, X-Request-ID")

  /// The fields of a public route, the same for every origin.
  static let publicFields: [Response.Field] = [.init("Access-Control-Allow-Origin", "*"), expose]

  /// The fields that let a listed origin read a response of a route that is not public.
  func fields(for head: RequestHead) -> [Response.Field] {
    guard let origin = allowedOrigin(of: head) else { return [] }
    return [.init("Access-Control-Allow-Origin", origin), Self.expose]
  }

  /// What OPTIONS answers at an endpoint: its methods, and to a preflight what a page may send.
  func options(of endpoint: Endpoint, for head: RequestHead) -> [Response.Field] {
    var fields: [Response.Field] = [.init("Allow", endpoint.allow)]
    guard let asked = head.fields["Access-Control-Request-Method"], head.fields.contains("Origin") else {
      return fields
    }
    fields.append(.init("Vary", "Origin, Access-Control-Request-Method"))
    guard let route = HTTP.Method(rawValue: asked).flatMap(endpoint.route(for:)) else { return fields }
    guard let origin = route.isPublic ? "*" : allowedOrigin(of: head) else { return fields }
    fields += [
      .init("Access-Control-Allow-Origin", origin),
      .init("Access-Control-Allow-Methods", endpoint.allow),
      .init(
        "Access-Control-Allow-Headers",
        "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-ID, traceparent"),
      .init("Access-Control-Max-Age", "600"),
    ]
    return fields
  }

  private func allowedOrigin(of head: RequestHead) -> String? {
    guard !allowedOrigins.isEmpty, let origin = head.fields["Origin"] else { return nil }
    return allowedOrigins.contains(origin) ? origin : nil
  }
}
