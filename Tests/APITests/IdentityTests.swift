import API
import HTTP
import Testing

@testable import API

@Suite struct IdentityTests {
  @Test(arguments: [
    ("abc", true), ("A-b_c.9", true), (String(repeating: "x", count: 64), true),
    (String(repeating: "x", count: 65), false), ("", false), ("a b", false), ("a\"b", false), ("é", false),
    ("a,b", false), ("a@b", false), ("a[b", false), ("a`b", false), ("a{b", false),
  ])
  func takesACallersIdentifierOnlyWhenItIsHarmless(sent: String, isTaken: Bool) async throws {
    let response = await (try Caller()).send(.get, "/books/newest", [("X-Request-ID", sent)])
    #expect((response.value("X-Request-ID") == sent) == isTaken)
  }

  @Test func makesDistinctIdentifiers() async throws {
    let maker = IdentityMaker()
    let made = (0..<1_000).map { _ in maker.identity(for: Fields()) }
    #expect(Set(made.map(\.requestID)).count == 1_000)
    #expect(made.allSatisfy { $0.requestID.utf8.count == 32 && $0.requestID == $0.traceID })
    #expect(made.allSatisfy { $0.requestID.allSatisfy { "0123456789abcdef".contains($0) } })
  }

  @Test(arguments: [
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true),
    ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", true),
    ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", false),
    ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more", false),
    ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
    ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false),
    ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01", false), ("", false),
  ])
  func takesATraceOnlyWhenItIsValid(sent: String, isTaken: Bool) {
    let identity = IdentityMaker().identity(for: Fields([("traceparent", sent)]))
    #expect((identity.traceID == "4bf92f3577b34da6a3ce929d0e0e4736") == isTaken)
    #expect(identity.traceID.utf8.count == 32)
  }
}
