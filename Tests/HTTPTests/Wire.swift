import HTTP
import Testing

/// How the bytes of a vector are cut before they are received.
enum Cut: CaseIterable {
  case whole, everyByte, afterLineEnds

  func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    switch self {
    case .whole: return [bytes[...]]
    case .everyByte: return bytes.indices.map { bytes[$0...$0] }
    case .afterLineEnds:
      var pieces: [ArraySlice<UInt8>] = []
      var start = 0
      for index in bytes.indices.dropFirst() where bytes[index - 1] == 0x0D && bytes[index] == 0x0A {
        pieces.append(bytes[start...index])
        start = index + 1
      }
      return pieces + [bytes[start...]]
    }
  }
}

/// What came out of a connection: the requests that were read to their end, and how it stood after the last byte.
struct Outcome: Equatable {
  enum Ending: Equatable {
    case open, closed
    /// The status and the code of a fault.
    case fault(Int, String)
  }

  /// `GET /path?query`, then a blank and the body where there is one.
  var requests: [String] = []
  /// The head of a request that was not read to its end.
  var unfinished: String?
  var ending = Ending.open
}

/// The bytes of a vector written as text: a scalar below 256 is one byte, any other its UTF-8.
func wire(_ text: String) -> [UInt8] {
  text.unicodeScalars.flatMap { $0.value < 256 ? [UInt8($0.value)] : Array(String($0).utf8) }
}

/// A server that never answers: it notes what a connection brings, and turns to the next request after each.
struct Recorder {
  private var machine: ConnectionMachine
  private(set) var outcome = Outcome()
  private var body: [UInt8] = []

  init(limits: Limits) {
    machine = ConnectionMachine(limits: limits)
  }

  mutating func receive(_ bytes: some Sequence<UInt8>) {
    machine.receive(bytes)
    note()
  }

  mutating func receiveEnd() {
    machine.receiveEnd()
    note()
  }

  private mutating func note() {
    while outcome.ending == .open {
      switch machine.next() {
      case .needsBytes: return
      case .head(let head): outcome.unfinished = head.summary
      case .body(let bytes): body += bytes
      case .end:
        let text = body.isEmpty ? "" : " " + String(decoding: body, as: UTF8.self)
        outcome.requests.append((outcome.unfinished ?? "") + text)
        outcome.unfinished = nil
        body = []
        machine.startNextRequest()
      case .fault(let fault):
        outcome.ending = .fault(fault.status, fault.code)
        #expect(!machine.keepsAlive && machine.bufferedBytes == 0)
      case .closed: outcome.ending = .closed
      }
    }
  }
}

/// What the bytes amount to, having made sure that it does not depend on how they are cut.
func outcome(of bytes: [UInt8], limits: Limits = .standard, thenEnd: Bool = false) -> Outcome {
  let outcomes = Cut.allCases.map { cut in
    var recorder = Recorder(limits: limits)
    for piece in cut.pieces(bytes) { recorder.receive(piece) }
    if thenEnd { recorder.receiveEnd() }
    return recorder.outcome
  }
  #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "The outcome depends on how the bytes are cut.")
  return outcomes[0]
}

func outcome(of text: String, limits: Limits = .standard, thenEnd: Bool = false) -> Outcome {
  outcome(of: wire(text), limits: limits, thenEnd: thenEnd)
}

extension Outcome {
  static func refused(_ status: Int, _ code: String, after requests: [String] = [], in unfinished: String? = nil)
    -> Outcome
  {
    Outcome(requests: requests, unfinished: unfinished, ending: .fault(status, code))
  }

  static func served(_ requests: String..., ending: Ending = .open) -> Outcome {
    Outcome(requests: requests, ending: ending)
  }

  static let malformed = refused(400, "malformed-request")
}

extension RequestHead {
  fileprivate var summary: String {
    let query = query.map { "?" + String(decoding: $0, as: UTF8.self) } ?? ""
    return "\(method.rawValue) \(String(decoding: path, as: UTF8.self))\(query)"
  }
}

extension ConnectionMachine {
  mutating func receive(_ bytes: some Sequence<UInt8>) {
    Array(bytes).withUnsafeBytes { receive($0) }
  }

  /// The head of a request that must come next.
  mutating func nextHead() throws -> RequestHead {
    guard case .head(let head) = next() else { throw NoHead() }
    return head
  }
}

struct NoHead: Error {}
