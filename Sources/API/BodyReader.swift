import HTTP
import JSON

/// Reads a JSON body into a type: parsed, checked as a whole, and only then decoded.
struct BodyReader<Body: Decodable & Sendable>: Sendable {
  private enum Plan {
    /// The operation takes no body; this is what stands for it.
    case none(Body)
    case json(Schema)
  }

  let mediaType: String
  private let plan: Plan
  private let limit: Int

  /// The shape of the body; nil where the operation takes none.
  var schema: Schema? {
    if case .json(let schema) = plan { schema } else { nil }
  }

  /// - Parameters:
  ///   - method: a PATCH takes a merge patch (RFC 7396), everything else plain JSON.
  ///   - limit: the most bytes that are taken.
  init(method: HTTP.Method, limit: Int) throws {
    plan = if let nothing = NoInput() as? Body { .none(nothing) } else { .json(try Schema(recording: Body.self)) }
    mediaType = method == .patch ? "application/merge-patch+json" : "application/json"
    self.limit = limit
  }

  /// The body and its bytes, or a `Problem`: 408, 413, 415, 400 for what is not JSON, 422 with every fault for what is not valid.
  func read(_ request: Request) async throws -> (value: Body, bytes: [UInt8]) {
    switch plan {
    case .none(let nothing): return (nothing, [])
    case .json(let schema): return try await read(request, as: schema)
    }
  }

  private func read(_ request: Request, as schema: Schema) async throws -> (value: Body, bytes: [UInt8]) {
    try requireMediaType(request.head)
    let bytes: [UInt8]
    do {
      bytes = try await request.body.collect(limit: limit)
    } catch let fault as BodyFault {
      throw problem(for: fault)
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      let fault = Fault(.pointer(error.pointer), .malformed, "\(error.reason) (byte \(error.offset))")
      throw Problem(.malformedJSON, "The body is not JSON: \(error.reason)", faults: [fault])
    }
    let faults = schema.faults(in: value)
    guard faults.isEmpty else {
      let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
      throw Problem(.invalid, "The body has \(count); errors lists every one with its pointer.", faults: faults)
    }
    return (try JSONTree.decode(Body.self, from: value), bytes)
  }

  private func requireMediaType(_ head: RequestHead) throws {
    let acceptField = mediaType == "application/json" ? "Accept" : "Accept-Patch"
    func refusal(_ detail: String) -> Problem {
      Problem(.unsupportedMediaType, detail, fields: [.init(acceptField, mediaType)])
    }
    guard head.fields.values("Content-Encoding").allSatisfy({ $0.lowercased() == "identity" }) else {
      throw refusal("Send the body without Content-Encoding.")
    }
    let sent = head.fields.values("Content-Type")
    guard sent.count == 1, let type = MediaType(sent[0]), type.essence == mediaType else {
      throw refusal("Send the body as \(mediaType).")
    }
    if let charset = type.charset, charset != "utf-8" {
      throw refusal("Send the body in UTF-8.")
    }
  }

  private func problem(for fault: BodyFault) -> Problem {
    switch fault {
    case .tooLarge: Problem(.contentTooLarge, "At most \(limit) bytes are taken here.")
    case .timedOut: Problem(.requestTimeout, "The body did not arrive in time.")
    case .broken: Problem(.incompleteRequest, "The body ended before its length.")
    }
  }
}
