import API
import Access
import Domain
import HTTP
import JSON
import Postgres
import Testing

/// A request body that is there from the start, in pieces.
final class PiecewiseBody: BodySource {
  let declaredLength: Int?
  private let pieces: Pieces

  init(_ pieces: [[UInt8]], declared: Bool = true) {
    declaredLength = declared ? pieces.reduce(0) { $0 + $1.count } : nil
    self.pieces = Pieces(pieces)
  }

  func next() async throws -> [UInt8]? { await pieces.next() }

  private actor Pieces {
    private var rest: [[UInt8]]

    init(_ pieces: [[UInt8]]) { rest = pieces }

    func next() -> [UInt8]? { rest.isEmpty ? nil : rest.removeFirst() }
  }
}

/// A body that cannot be had.
final class FaultyBody: BodySource {
  let declaredLength: Int? = 10
  let fault: BodyFault

  init(_ fault: BodyFault) { self.fault = fault }

  func next() async throws -> [UInt8]? { throw fault }
}

/// Gathers what is streamed.
actor Gathered: BodySink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: [UInt8]) { self.bytes += bytes }
}

/// A service in the test's own process: requests go to the router, replies are checked against the contract.
struct Caller {
  let table: RouteTable
  let router: Router
  let metrics = Metrics()

  init(
    _ routes: [Route] = Library.routes, principal: Principal = .anonymous, allowedOrigins: Set<String> = [],
    readiness: Readiness = .ready, log: Log = .silent, database: Database = .unreachable
  ) throws {
    table = try RouteTable { routes }
    let context = Context(now: { .example }, readiness: { readiness }, log: log, database: database)
    router = Router(
      table, context: context, metrics: metrics, allowedOrigins: allowedOrigins, authenticate: { _ in principal })
  }

  func send(
    _ method: HTTP.Method, _ target: String, _ fields: [(String, String)] = [], body: any BodySource = PiecewiseBody([])
  ) async -> Response {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let head = RequestHead(
      method: method, version: .http11, path: Array(parts[0].utf8), query: parts.count > 1 ? Array(parts[1].utf8) : nil,
      fields: Fields(fields))
    let response = await router.respond(to: Request(head: head, body: body, peer: "192.0.2.1"))
    let findings = (try? ReplyReview(table).findings(in: response, to: head)) ?? ["the reply cannot be reviewed"]
    #expect(findings.isEmpty, "\(method.rawValue) \(target)")
    return response
  }

  func send(
    _ method: HTTP.Method, _ target: String, _ fields: [(String, String)] = [], json: String
  ) async -> Response {
    let type = method == .patch ? "application/merge-patch+json" : "application/json"
    return await send(
      method, target, [("Content-Type", type)] + fields, body: PiecewiseBody([Array(json.utf8)]))
  }
}

extension Log {
  /// A log that is read by nobody.
  static let silent = Log(level: .error, descriptor: -1, now: { .example })
}

extension Response {
  var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func json() throws -> JSONValue { try JSONParser.parse(bytes) }

  /// The code of a problem.
  var code: String? {
    guard value("Content-Type") == "application/problem+json", case .object(let problem)? = try? json(),
      case .string(let code)? = problem["code"]
    else { return nil }
    return code
  }

  /// The faults of a problem, as `place code`.
  var faults: [String] {
    guard case .object(let problem)? = try? json(), case .array(let errors)? = problem["errors"] else { return [] }
    return errors.compactMap { error in
      guard case .object(let error) = error, case .string(let place)? = error["pointer"] ?? error["parameter"],
        case .string(let code)? = error["code"]
      else { return nil }
      return "\(place) \(code)"
    }
  }
}
