import HTTP
import JSON
import Testing

@testable import API

@Suite struct ProblemTests {
  @Test(arguments: ProblemCode.allCases)
  func isWrittenAsItsShapeSays(code: ProblemCode) throws {
    let faults = [Fault(.pointer("/a"), .missing, "is required"), Fault(.parameter("b"), .unknown, "is not known")]
    let problem = Problem(code, "A \"sentence\".", faults: faults, fields: [.init("Retry-After", "1")])
    let response = problem.response(requestID: "abc", common: FieldBlock([.init("Vary", "Accept")]))
    #expect(response.status == code.status)
    #expect((400...599).contains(code.status))
    #expect(response.allFields.map(\.name) == ["Vary", "Content-Type", "X-Request-ID", "Retry-After"])
    let json = try response.json()
    #expect(try Schema(recording: ProblemView.self).faults(in: json).isEmpty)
    let read = try JSONTree.decode(ProblemView.self, from: json)
    #expect(read.type == "/errors#\(code.rawValue)" && read.status == code.status && read.code == code)
    #expect(read.instance == "urn:request:abc" && read.detail == "A \"sentence\"." && read.errors?.count == 2)
  }

  @Test func leavesEmptyErrorsOut() {
    #expect(!Problem.notFound.response(requestID: "a").text.contains("errors\":"))
  }

  @Test(arguments: WireFault.Kind.allCases)
  func knowsEveryCodeOfTheWire(kind: WireFault.Kind) throws {
    let code = try #require(ProblemCode(rawValue: kind.rawValue))
    #expect(code.status == kind.status)
  }

  @Test func takesTheFaultsOfTheWire() {
    let problem = Problem(WireFault.contentTooLarge)
    #expect(problem.code == .contentTooLarge)
    #expect(problem.detail == WireFault.contentTooLarge.detail)
  }

  @Test func listsEveryCodeOnItsPage() {
    let page = ProblemCode.page()
    for code in ProblemCode.allCases {
      #expect(page.contains("<a id=\"\(code.rawValue)\"></a>`\(code.rawValue)` | \(code.status) |"))
    }
    #expect(!page.contains("|  |"))
  }

  @Test func keepsItsCodes() {
    // A released code is never renamed: change this list by adding to it.
    let released =
      """
      malformed-request incomplete-request malformed-path malformed-parameter malformed-json idempotency-key-required \
      unauthenticated forbidden not-found method-not-allowed not-acceptable request-timeout conflict request-in-flight \
      gone precondition-failed content-too-large target-too-long unsupported-media-type expectation-failed invalid \
      idempotency-key-reused precondition-required too-many-requests header-too-large internal-error \
      method-not-implemented transfer-coding-not-implemented unavailable not-ready pool-exhausted database-timeout \
      database-unavailable version-not-supported
      """
    #expect(ProblemCode.allCases.map(\.rawValue) == released.split(separator: " ").map(String.init))
  }

  private struct Overloaded: ProblemSource {
    var problem: Problem { .unavailable(.poolExhausted, detail: "Every connection is in use.", retryAfter: 2) }
  }

  @Test func letsErrorsSayWhatTheyAre() async throws {
    let route = Route(.get, "/busy", id: "getBusy", tag: "Books", "Busy", access: Library.open) {
      (_: Call<NoInput, NoInput, NoInput>) -> NoContent in throw Overloaded()
    }
    let response = await (try Caller([route])).send(.get, "/busy")
    #expect(response.status == 503)
    #expect(response.code == "pool-exhausted")
    #expect(response.value("Retry-After") == "2")
  }
}
