/// The shape of a problem in the contract; the bytes are written by `Problem` itself, and a test holds them together.
struct ProblemView: Exemplified {
  let type: String
  let title: String
  let status: Int
  let detail: String
  let instance: String
  let code: ProblemCode
  let errors: [FaultView]?

  static let schemaName = "Problem"
  static let descriptions = [
    "type": "The page of codes, with the code as its fragment.",
    "title": "The problem in a few words, the same for every occurrence.",
    "status": "The HTTP status, again.",
    "detail": "What happened this time.",
    "instance": "The request: `urn:request:` and its X-Request-ID.",
    "code": "The code, which keeps its meaning for ever.",
    "errors": "Every fault that was found, where the problem lies in the input.",
  ]
  static let example = ProblemView(
    type: "/errors#not-found", title: ProblemCode.notFound.title, status: 404,
    detail: Problem.notFound.detail, instance: "urn:request:4bf92f3577b34da6a3ce929d0e0e4736", code: .notFound,
    errors: nil)
}

/// One fault of a problem.
struct FaultView: Described {
  let pointer: String?
  let parameter: String?
  let code: Fault.Code
  let detail: String

  static let schemaName = "Fault"
  static let descriptions = [
    "pointer": "Where in the body, as a JSON pointer (RFC 6901).",
    "parameter": "Which path or query parameter, or header field.",
    "code": "The kind of fault.",
    "detail": "What is wrong, in words.",
  ]
}

extension ProblemCode: Codable {}

extension Fault.Code: Codable {}
