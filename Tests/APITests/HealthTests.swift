import API
import HTTP
import Testing

@Suite struct HealthTests {
  @Test(arguments: [Readiness.ready, .notReady(because: "hunter2")])
  func livesWhateverIsNotReady(readiness: Readiness) async throws {
    let response = await (try Caller(SystemRoutes.health, readiness: readiness)).send(.get, "/health/live")
    #expect(response.status == 200)
    #expect(response.text == #"{"status":"live"}"#)
  }

  @Test func saysWhenItIsReady() async throws {
    let response = await (try Caller(SystemRoutes.health)).send(.get, "/health/ready")
    #expect(response.status == 200)
    #expect(response.text == #"{"status":"ready"}"#)
    #expect(response.value("Cache-Control") == "no-store")
  }

  @Test func saysWhenItIsNotAndKeepsTheReason() async throws {
    let response = await (try Caller(SystemRoutes.health, readiness: .notReady(because: "hunter2"))).send(
      .get, "/health/ready")
    #expect(response.status == 503)
    #expect(response.code == "not-ready")
    #expect(response.value("Retry-After") == "1")
    #expect(!response.text.contains("hunter2"))
  }
}
