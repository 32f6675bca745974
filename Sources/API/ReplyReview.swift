import HTTP
import JSON

/// Holds replies against the contract: a test client asks it about every reply it gets.
public struct ReplyReview: Sendable {
  private let tree: RouteTree<[Route]>

  /// Reviews replies of the routes of a table.
  public init(_ table: RouteTable) {
    var tree = RouteTree<[Route]>()
    for (_, routes) in Dictionary(grouping: table.routes, by: \.template.shape) {
      tree.insert(routes, at: routes[0].template)
    }
    self.tree = tree
  }

  /// Where a reply is not what the contract says, in sentences. Of a streamed body only the media type is looked at.
  public func findings(in response: Response, to head: RequestHead) throws -> [String] {
    let type = response.value("Content-Type")
    if type == Problem.mediaType { return try findings(inProblem: response, to: head) }
    guard response.status != 204 || head.method != .options else { return [] }
    guard let route = route(for: head) else { return ["a reply of \(response.status) where there is no route"] }
    let isConditional = route.declarations.contains(.conditional)
    var findings: [String] = []
    if isConditional, response.value("ETag") == nil { findings.append("no ETag though the route declares one") }
    if response.status == 304 {
      return isConditional ? findings : findings + ["a 304 though the route declares no conditional requests"]
    }
    let replies = route.replies.filter { $0.status == response.status }
    guard !replies.isEmpty else { return findings + ["the status \(response.status) is not in the contract"] }
    let contents = replies.compactMap(\.content)
    guard let type, case .bytes(let bytes) = response.body else { return findings }
    guard contents.contains(where: { $0.mediaType == type }) else {
      return findings + ["the media type \(type) is not in the contract"]
    }
    let schemas = try contents.filter { $0.mediaType == type }.compactMap { try $0.schema?() }
    return findings + Self.findings(in: bytes, against: schemas)
  }

  private func findings(inProblem response: Response, to head: RequestHead) throws -> [String] {
    guard case .bytes(let bytes) = response.body else { return ["a problem without a body"] }
    var findings = Self.findings(in: bytes, against: [try Schema(recording: ProblemView.self)])
    if let route = route(for: head), !route.refusals.contains(where: { $0.status == response.status }) {
      findings.append("the refusal \(response.status) is not in the contract of \(route.id)")
    }
    return findings
  }

  /// The faults against the schema that fits best, where there are several.
  private static func findings(in bytes: [UInt8], against schemas: [Schema]) -> [String] {
    guard !schemas.isEmpty else { return [] }
    guard let value = try? JSONParser.parse(bytes) else { return ["the body is not JSON"] }
    let best = schemas.map { $0.faults(in: value) }.min { $0.count < $1.count } ?? []
    return best.map { "\($0.place.text) \($0.detail)" }
  }

  private func route(for head: RequestHead) -> Route? {
    guard case .found(let routes, _) = tree.find(head.path) else { return nil }
    let method = head.method == .head ? .get : head.method
    return routes.first { $0.method == method }
  }
}
