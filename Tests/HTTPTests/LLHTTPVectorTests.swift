import Foundation
import HTTP
import Testing

/// One fixture of nodejs/llhttp; `Vectors/README.md` says what the members mean.
struct LLHTTPVector: Decodable, Sendable, CustomTestStringConvertible {
  let id: String
  let error: String?
  let messages: Int
  let payload: Data

  enum CodingKeys: String, CodingKey {
    case id, error, messages
    case payload = "payload_b64"
  }

  var testDescription: String { id }

  static func all() throws -> [LLHTTPVector] {
    let file = try #require(Bundle.module.url(forResource: "Vectors/llhttp-requests", withExtension: "jsonl"))
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(LLHTTPVector.self, from: Data($0))
    }
  }

  /// The bytes, with a `Host` field in every HTTP/1.1 head when there is none anywhere: RFC 9112 §3.2 asks for one,
  /// llhttp does not.
  var bytes: [UInt8] {
    let text = String(String.UnicodeScalarView(payload.map { Unicode.Scalar($0) }))
    if text.lowercased().contains("\nhost:") { return Array(payload) }
    return wire(text.replacingOccurrences(of: " HTTP/1.1\r\n", with: " HTTP/1.1\r\nHost: a\r\n"))
  }
}

@Suite("The vectors of nodejs/llhttp")
struct LLHTTPVectorTests {
  private static let unknownMethod = "not a method of this service: 501"
  private static let otherProtocol = "RTSP and ICE are not HTTP: 400"
  private static let fragment = "a fragment is never sent (RFC 9112 §3.2): 400"

  /// What llhttp accepts and we refuse, and why.
  private static let stricter = [
    "method: REPORT request": unknownMethod,
    "method: M-SEARCH request": unknownMethod,
    "method: PURGE request": unknownMethod,
    "method: SEARCH request": unknownMethod,
    "method: LINK request": unknownMethod,
    "method: SOURCE request": unknownMethod,
    "method: QUERY request": unknownMethod,
    "method: SOURCE request with ICE": otherProtocol,
    "method: OPTIONS request with RTSP": otherProtocol,
    "method: ANNOUNCE request with RTSP": otherProtocol,
    "sample: No HTTP version": "HTTP/0.9 has neither fields nor a status: 400",
    "transfer-encoding: POST with `chunked` as last transfer-encoding": fragment,
    "transfer-encoding: POST with `chunked` as last transfer-encoding (multiple headers)": fragment,
    "uri: Fragment in URI": fragment,
    "uri: `host:port` and basic auth": "user information in a target is a trap (RFC 9110 §4.2.4): 400",
  ]

  private static let upgrade = "Upgrade may be ignored (RFC 9110 §7.8), and is"
  private static let connect = "CONNECT is read, and refused by whoever knows the routes"
  private static let extensions = "chunk extensions are dropped; only what could end their line is refused in them"

  /// What llhttp refuses, or hands to its caller, and we accept, and why.
  private static let accepted = [
    "connection: No restart when keep-alive is off (1.0)": "what comes after the last request is dropped",
    "connection: Multiple tokens with folding and LWS": upgrade,
    "connection: Setting a flag and pausing": upgrade,
    "connection: Emitting part of body and pausing": upgrade,
    "connection: Upgrade GET request": upgrade,
    "connection: Upgrade POST request": upgrade,
    "method: CONNECT request": connect,
    "method: CONNECT request with CAPS": connect,
    "method: CONNECT with body": connect,
    "uri: Underscore in hostname": connect,
    "transfer-encoding: No extension after semicolon": extensions,
    "transfer-encoding: Unbalanced chunk extensions quoting": extensions,
  ]

  /// Whose number of requests is another one here, and why.
  private static let otherCounts = [
    "content-length: Content-Length reset when no body is received": "the fixture tells llhttp to skip the body"
  ]

  @Test("Each vector has our verdict", arguments: try LLHTTPVector.all())
  func verdict(vector: LLHTTPVector) {
    let outcome = outcome(of: vector.bytes)
    if vector.error == nil, Self.stricter[vector.id] == nil {
      #expect(outcome.ending.isAcceptance)
      if Self.otherCounts[vector.id] == nil { #expect(outcome.requests.count == vector.messages) }
    } else if Self.accepted[vector.id] != nil {
      #expect(!outcome.requests.isEmpty || outcome.unfinished != nil)
    } else {
      // Some end before their head does: it is completed, so that the fault is found and not just the end.
      let refused = outcome.ending.isAcceptance ? HTTPTests.outcome(of: vector.bytes + wire("\r\n\r\n")) : outcome
      #expect(!refused.ending.isAcceptance)
    }
  }

  @Test("Every exception is about a vector")
  func exceptions() throws {
    let vectors = try LLHTTPVector.all()
    #expect(vectors.count == 117)
    #expect(Set(Self.stricter.keys).isSubset(of: vectors.filter { $0.error == nil }.map(\.id)))
    #expect(Set(Self.accepted.keys).isSubset(of: vectors.filter { $0.error != nil }.map(\.id)))
    #expect(Set(Self.otherCounts.keys).isSubset(of: vectors.map(\.id)))
  }
}

extension Outcome.Ending {
  fileprivate var isAcceptance: Bool {
    if case .fault = self { return false }
    return true
  }
}
