import API
import HTTP
import Testing

@Suite struct MetricsTests {
  private func lines(_ metrics: Metrics) -> [String] {
    String(decoding: metrics.render(), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func countsByRouteAndNeverByPath() async throws {
    let caller = try Caller()
    for target in ["/books", "/books?wrong=1", "/books/newest", "/nothing/a", "/nothing/b", "/fail"] {
      _ = await caller.send(.get, target)
    }
    _ = await caller.send(.head, "/books")
    let lines = lines(caller.metrics)
    #expect(
      lines.filter { $0.hasPrefix("http_requests_total{") } == [
        #"http_requests_total{method="GET",route="/books",status="2xx"} 2"#,
        #"http_requests_total{method="GET",route="/books",status="4xx"} 1"#,
        #"http_requests_total{method="GET",route="/books/newest",status="2xx"} 1"#,
        #"http_requests_total{method="GET",route="/fail",status="5xx"} 1"#,
        #"http_requests_total{method="other",route="none",status="4xx"} 2"#,
      ])
    #expect(lines.contains(#"http_request_duration_seconds_count{method="GET",route="/books"} 3"#))
    #expect(lines.contains(#"http_request_duration_seconds_bucket{method="GET",route="/books",le="+Inf"} 3"#))
    #expect(!lines.contains { $0.contains("nothing") })
  }

  @Test func addsUpWhatTheLoopsCounted() async throws {
    let metrics = Metrics()
    let table = try RouteTable { Library.routes }
    let context = Context(now: { .example }, readiness: { .ready }, log: .silent, database: .unreachable)
    for _ in 0..<2 {
      let router = Router(table, context: context, metrics: metrics)
      let head = RequestHead(method: .get, version: .http11, path: Array("/books".utf8), query: nil, fields: Fields())
      _ = await router.respond(to: Request(head: head, body: PiecewiseBody([]), peer: ""))
    }
    #expect(lines(metrics).contains(#"http_requests_total{method="GET",route="/books",status="2xx"} 2"#))
  }

  @Test func rendersWhatOthersMeasure() async throws {
    let metrics = Metrics()
    metrics.add(.gauge, "pool_in_use", help: "Connections in use.", labels: ["loop": "0"]) { 3 }
    metrics.add(.counter, "pool_waits_total", help: "Waits for a connection.") { 7 }
    metrics.add(.gauge, "pool_in_use", help: "Connections in use.", labels: ["loop": "a\"\\\n"]) { 4.5 }
    #expect(
      lines(metrics).filter { $0.contains("pool") } == [
        "# HELP pool_in_use Connections in use.", "# TYPE pool_in_use gauge", #"pool_in_use{loop="0"} 3.0"#,
        #"pool_in_use{loop="a\"\\\n"} 4.5"#, "# HELP pool_waits_total Waits for a connection.",
        "# TYPE pool_waits_total counter", "pool_waits_total 7.0",
      ])
    let response = await (try Caller(SystemRoutes.measured(by: metrics))).send(.get, "/metrics")
    #expect(response.value("Content-Type") == "text/plain; version=0.0.4")
    #expect(response.text.contains("pool_waits_total 7.0"))
  }
}
