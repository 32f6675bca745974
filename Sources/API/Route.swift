import Access
import HTTP
import JSON

/// One endpoint: a line in a module's table that says what it is, who may use it, and what answers it.
///
/// ```swift
/// Route(
///   .get, "/oruk/v3/services/{id}", id: "getService", tag: "Services", "One service, whole",
///   access: .anyone(because: "The Local Offer is published for everyone"),
///   declares: [.conditional, .cache(.publicly(seconds: 300))], handler: Services.one)
/// ```
public struct Route: Sendable {
  /// The method that is answered; GET answers HEAD too.
  public let method: HTTP.Method
  /// The path, with its parameters in braces.
  public let template: PathTemplate
  /// The `operationId` of the contract.
  public let id: String
  /// The group of operations it belongs to in the contract.
  public let tag: String
  /// The sentence a person would say of it.
  public let summary: String
  /// Who may use it.
  public let access: RouteAccess
  /// What it promises or demands beyond its inputs.
  public let declarations: [Declaration]
  let inputs: RouteInputs
  let replies: [ReplyShape]
  /// Why the route cannot be served, in sentences; a table with any refuses to be built.
  let faults: [String]
  let run: @Sendable (Exchange) async throws -> Response

  /// The most bytes of a body, unless a route declares otherwise: 1 MiB.
  public static let bodyLimit = 1 << 20

  /// Declares an endpoint. The names in braces must be the members of `Path`.
  public init<Path: Decodable & Sendable, Query: Decodable & Sendable, Body: Decodable & Sendable, Reply: Answer>(
    _ method: HTTP.Method, _ path: String, id: String, tag: String, _ summary: String, access: RouteAccess,
    declares declarations: [Declaration] = [],
    handler: @escaping @Sendable (Call<Path, Query, Body>) async throws -> Reply
  ) {
    self.method = method
    template = PathTemplate(path)
    self.id = id
    self.tag = tag
    self.summary = summary
    self.access = access
    self.declarations = declarations
    replies = Reply.replies
    let needs = Needs(declarations)
    do {
      let readers = try RouteReaders<Path, Query, Body>(method: method, template: template, limit: needs.bodyLimit)
      inputs = readers.inputs
      faults = readers.faults(template: template, id: id)
      run = { exchange in
        try await readers.answer(exchange, needs: needs, handler: handler)
      }
    } catch {
      inputs = RouteInputs()
      faults = ["\(id): \(error)"]
      run = { _ in throw Problem.notFound }
    }
  }

  /// The media types of the route's replies.
  var mediaTypes: [String] { replies.compactMap(\.content?.mediaType) }
}

/// What the contract says of the inputs of a route.
struct RouteInputs: Sendable {
  var path: [Parameter] = []
  var query: [Parameter] = []
  var body: (schema: Schema, mediaType: String, example: JSONValue?)?
}
