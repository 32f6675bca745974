import Access
import HTTP

/// The routes that every service has: its health, its contract and its metrics.
public enum SystemRoutes {
  static let tag = "System"

  /// Whether the process lives, and whether it can work.
  @RouteList public static var health: [Route] {
    Route(
      .get, "/health/live", id: "getLiveness", tag: tag, "Whether the process is alive",
      access: .anyone(because: "It tells nothing but that the process answers"), handler: live)
    Route(
      .get, "/health/ready", id: "getReadiness", tag: tag, "Whether the service can do its work",
      access: .anyone(because: "It tells nothing but whether calls make sense now"), declares: [.refuses(.notReady)],
      handler: ready)
  }

  /// What is counted and measured; for the administration port only.
  @RouteList public static func measured(by metrics: Metrics) -> [Route] {
    Route(
      .get, "/metrics", id: "getMetrics", tag: tag, "What the service counts and measures",
      access: .anyone(because: "Only the administration port serves it")
    ) { (_: Call<NoInput, NoInput, NoInput>) in
      Document<PrometheusText>(metrics.render())
    }
  }

  /// The contract, in both spellings.
  @RouteList static func contract(_ contract: Contract?) -> [Route] {
    let access = RouteAccess.anyone(because: "The contract is public")
    let declarations: [Declaration] = [.conditional, .cache(.publicly(seconds: 300))]
    Route(
      .get, "/openapi.yaml", id: "getContractAsYAML", tag: tag, "The contract of this service, as YAML",
      access: access, declares: declarations
    ) { (_: Call<NoInput, NoInput, NoInput>) in
      Document<YAMLContract>(contract?.yaml ?? [], etag: contract?.etag)
    }
    Route(
      .get, "/openapi.json", id: "getContractAsJSON", tag: tag, "The contract of this service, as JSON",
      access: access, declares: declarations
    ) { (_: Call<NoInput, NoInput, NoInput>) in
      Document<JSONContract>(contract?.json ?? [], etag: contract?.etag)
    }
    Route(
      .get, "/errors", id: "getErrors", tag: tag, "Every code of a problem, and what to do about it",
      access: access, declares: [.cache(.publicly(seconds: 300))]
    ) { (_: Call<NoInput, NoInput, NoInput>) in
      Document<ProblemCodes>(Array(ProblemCode.page().utf8))
    }
  }

  private static let liveBytes = Array(#"{"status":"live"}"#.utf8)
  private static let readyBytes = Array(#"{"status":"ready"}"#.utf8)

  private static func live(_ call: Call<NoInput, NoInput, NoInput>) -> Published<LivenessView> {
    Published(liveBytes)
  }

  private static func ready(_ call: Call<NoInput, NoInput, NoInput>) async throws -> Published<ReadinessView> {
    if case .notReady(let reason) = await call.context.readiness() {
      call.context.log.write(.warning, "not ready", ["requestId": call.requestID, "reason": reason])
      throw Problem.unavailable(.notReady, detail: "The service cannot do its work at the moment.", retryAfter: 1)
    }
    return Published(readyBytes)
  }
}

/// The page that the `type` of a problem points to.
public enum ProblemCodes: DocumentFormat {
  public static let mediaType = "text/markdown; charset=utf-8"
  public static let description = "The codes of problems, as Markdown."
}

/// Metrics as Prometheus reads them.
public enum PrometheusText: DocumentFormat {
  public static let mediaType = "text/plain; version=0.0.4"
  public static let description = "Metrics in the text format of Prometheus."
}

/// The process answers; there is nothing else to say.
public struct LivenessView: Exemplified {
  /// The one status there is.
  public enum Status: String, Codable, CaseIterable, Sendable {
    case live
  }

  /// The one word there is to say.
  public let status: Status

  public static let descriptions = ["status": "Always `live`."]
  public static let example = LivenessView(status: .live)
}

/// The service can do its work; when it cannot, the answer is a problem.
public struct ReadinessView: Exemplified {
  /// The one status there is.
  public enum Status: String, Codable, CaseIterable, Sendable {
    case ready
  }

  /// The one word there is to say.
  public let status: Status

  public static let descriptions = ["status": "Always `ready`."]
  public static let example = ReadinessView(status: .ready)
}
