import HTTP

/// The fields that do not depend on the request.
enum CommonFields {
  /// On every response: no sniffing, no active content, no referrer (OWASP REST security).
  static let security: [Response.Field] = [
    .init("X-Content-Type-Options", "nosniff"),
    .init("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    .init("Referrer-Policy", "no-referrer"),
  ]

  /// On a refusal that no route gave.
  static let refusal = FieldBlock(security + [.init("Cache-Control", CachePolicy.nobody.fieldValue)])

  /// On every response of a route.
  static func fields(for route: Route, cache: CachePolicy) -> [Response.Field] {
    var fields = security
    fields.append(.init("Cache-Control", cache.fieldValue))
    if route.access.isPublic {
      fields += CORS.publicFields
    }
    // The reply depends on these fields of the request (RFC 9110 §12.5.5); a public one is the same for every origin.
    fields.append(.init("Vary", route.access.isPublic ? "Accept" : "Accept, Authorization, Origin"))
    if let (since, sunset) = route.declarations.deprecation {
      fields.append(.init("Deprecation", "@\(since.unixMicroseconds / 1_000_000)"))
      let sunset = HTTPDate.imfFixdate(unixSeconds: Int(sunset.unixMicroseconds / 1_000_000))
      fields.append(.init("Sunset", String(decoding: sunset, as: UTF8.self)))
    }
    return fields
  }
}
