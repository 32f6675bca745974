import HTTP
import JSON

/// A refusal or a failure that the caller is told about, answered as `application/problem+json` (RFC 9457).
///
/// A handler throws one. It never carries a stack, SQL, a constraint's name or personal data.
public struct Problem: Error, Sendable, Equatable {
  /// Which of the frozen codes it is.
  public let code: ProblemCode
  /// What happened this time, in a sentence for the developer at the other end.
  public let detail: String
  /// Every fault that was found, together.
  public let faults: [Fault]
  /// Fields that go with the answer: `Allow`, `Retry-After`, `WWW-Authenticate`, `ETag`.
  public let fields: [Response.Field]

  /// A problem; `detail` is a sentence that the caller reads.
  public init(_ code: ProblemCode, _ detail: String, faults: [Fault] = [], fields: [Response.Field] = []) {
    self.code = code
    self.detail = detail
    self.faults = faults
    self.fields = fields
  }

  /// Nothing here, or nothing the caller may see: the two look the same.
  public static let notFound = Problem(.notFound, "There is nothing at this address.")

  /// What the wire refused: its frozen codes are codes of this table too.
  public init(_ fault: WireFault) {
    self.init(ProblemCode(rawValue: fault.code) ?? .malformedRequest, fault.detail)
  }

  /// One value that was understood and is not valid (422).
  public static func invalid(_ place: Fault.Place, _ code: Fault.Code, _ detail: String) -> Problem {
    Problem(.invalid, detail, faults: [Fault(place, code, detail)])
  }

  /// One parameter that could not be read (400).
  public static func malformed(parameter: String, _ code: Fault.Code, _ detail: String) -> Problem {
    Problem(.malformedParameter, detail, faults: [Fault(.parameter(parameter), code, detail)])
  }

  /// Not now: try again after so many seconds (503, RFC 9110 §10.2.3).
  public static func unavailable(
    _ code: ProblemCode = .unavailable, detail: String, retryAfter seconds: Int
  ) -> Problem {
    Problem(code, detail, fields: [Response.Field("Retry-After", String(seconds))])
  }
}

extension Problem {
  /// The media type of every refusal.
  static let mediaType = "application/problem+json"

  /// What a problem's `type` begins with: a reference to the page of codes, resolved against the service's own address.
  static let page = "/errors#"

  /// The response, with the fields every response of its route has in front.
  ///
  /// `requestID` is checked or made by us before it comes here, so it is safe in a URN and in a field.
  public func response(requestID: String, common: FieldBlock = .none) -> Response {
    Response(
      status: code.status, common: common,
      fields: [.init("Content-Type", Self.mediaType), .init("X-Request-ID", requestID)] + fields,
      body: .bytes(JSONWriter.bytes(of: document(requestID: requestID))))
  }

  /// The body: `type`, `title`, `status`, `detail`, `instance`, `code` and, where there are any, `errors`.
  func document(requestID: String) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", .string(Self.page + code.rawValue)),
      ("title", .string(code.title)),
      ("status", .integer(code.status)),
      ("detail", .string(detail)),
      ("instance", .string("urn:request:" + requestID)),
      ("code", .string(code.rawValue)),
    ]
    if !faults.isEmpty {
      members.append(("errors", .array(faults.map(\.json))))
    }
    return .record(members)
  }
}

extension Fault {
  /// The fault as an entry of `errors`.
  var json: JSONValue {
    let key =
      switch place {
      case .pointer: "pointer"
      case .parameter: "parameter"
      }
    return .record([
      (key, .string(place.text)), ("code", .string(code.rawValue)), ("detail", .string(detail)),
    ])
  }
}
