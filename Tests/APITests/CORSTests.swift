import API
import HTTP
import Testing

@Suite struct CORSTests {
  private let origin = "https://send.example.org"

  @Test(arguments: ["/books", "/books?wrong=1", "/fail"])
  func letsEveryPageReadPublicRoutes(target: String) async throws {
    let response = await (try Caller()).send(.get, target, [("Origin", "https://elsewhere.example")])
    #expect(response.value("Access-Control-Allow-Origin") == "*")
    #expect(response.value("Access-Control-Expose-Headers")?.contains("ETag") == true)
    #expect(response.value("Vary") == "Accept")
    #expect(response.value("Access-Control-Allow-Credentials") == nil)
  }

  @Test(arguments: [("https://send.example.org", true), ("https://elsewhere.example", false), ("null", false)])
  func letsListedPagesReadTheOthers(asking: String, isAllowed: Bool) async throws {
    let response = await (try Caller(allowedOrigins: [origin])).send(.post, "/books", [("Origin", asking)])
    #expect(response.status == 401)
    #expect(response.value("Access-Control-Allow-Origin") == (isAllowed ? asking : nil))
    #expect(response.value("Vary")?.contains("Origin") == true)
  }

  @Test(arguments: [
    ("GET", "https://elsewhere.example", "*"), ("HEAD", "https://elsewhere.example", "*"),
    ("POST", "https://send.example.org", "https://send.example.org"), ("POST", "https://elsewhere.example", nil),
    ("PUT", "https://send.example.org", nil), ("get", "https://send.example.org", nil),
  ])
  func answersPreflights(method: String, asking: String, allowed: String?) async throws {
    let response = await (try Caller(allowedOrigins: [origin])).send(
      .options, "/books", [("Origin", asking), ("Access-Control-Request-Method", method)])
    #expect(response.status == 204)
    #expect(response.value("Access-Control-Allow-Origin") == allowed)
    #expect(response.value("Access-Control-Max-Age") == (allowed == nil ? nil : "600"))
    #expect(response.value("Access-Control-Allow-Headers")?.contains("If-Match") == (allowed == nil ? nil : true))
    #expect(response.value("Vary") == "Origin, Access-Control-Request-Method")
  }

  @Test func allowsNoOriginUnlessListed() async throws {
    let response = await (try Caller()).send(.post, "/books", [("Origin", origin)])
    #expect(response.value("Access-Control-Allow-Origin") == nil)
  }
}
