import Access
import HTTP

/// One request on its way through a route, before its inputs are typed.
struct Exchange: Sendable {
  let request: Request
  /// The values of the path parameters, decoded, in the order of the template.
  let pathValues: [String]
  let principal: Principal
  let context: Context
  let requestID: String
  let traceID: String
  /// The fields that every response of the route has.
  let commonFields: FieldBlock

  var head: RequestHead { request.head }

  /// A response with the fields of the route and room for a few more.
  func blankResponse() -> Response {
    var fields: [Response.Field] = []
    fields.reserveCapacity(4)
    fields.append(Response.Field("X-Request-ID", requestID))
    return Response(status: 200, common: commonFields, fields: fields)
  }
}
