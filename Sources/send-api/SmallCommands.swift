import API
import Postgres
import Reactor

extension Command {
  /// The version of the service, as the contract and the tags name it.
  static let serviceVersion = "0.1.0"

  static let version = Command(name: "version", summary: "Prints the version.") { _ in
    print("send-api \(serviceVersion)")
  }

  static let config = Command(
    name: "config", summary: "Prints every setting, its value and its meaning; secrets are masked."
  ) { invocation in
    for setting in Setting.all {
      let value = invocation.configuration[setting]
      let shown = setting.isSecret ? masked(value) : value
      print("# \(setting.meaning)\n\(setting.name)=\(shown)\n")
    }
  }

  /// A database URL without its password, wherever libpq would look for one.
  private static func masked(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url.isEmpty ? "" : "***" }
    var rest = url[scheme.upperBound...]
    var shown = url[..<scheme.upperBound]
    // The user information ends at the last @ before the path (RFC 3986 §3.2).
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    if let at = authority.lastIndex(of: "@") {
      let user = authority[..<at].prefix { $0 != ":" }
      shown += user + (user.endIndex == at ? "@" : ":***@")
      rest = rest[rest.index(after: at)...]
    }
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    shown += parts[0]
    guard parts.count == 2 else { return String(shown) }
    let parameters = parts[1].split(separator: "&").map { parameter in
      let name = parameter.prefix { $0 != "=" }
      return name == "password" || name == "sslpassword" ? name + "=***" : parameter
    }
    return String(shown) + "?" + parameters.joined(separator: "&")
  }

  static let routes = Command(
    name: "routes", summary: "Prints the route table: method, path, access, and what each does."
  ) { _ in
    for route in try Service.routes().routes {
      let access: String =
        switch route.access {
        case .anyone: "anyone"
        case .holder(let permission): permission.description
        }
      print("\(route.method.rawValue)\t\(route.template.description)\t\(access)\t\(route.summary)")
    }
  }

  static let openAPI = Command(
    name: "openapi", summary: "Prints the OpenAPI document of the service.",
    options: [Option(flag: "--format", value: "yaml|json", meaning: "yaml, the standard, or json")]
  ) { invocation in
    guard let document = try Service.routes().contract else { return }
    switch invocation["--format"] ?? "yaml" {
    case "yaml": print(String(decoding: document.yaml, as: UTF8.self), terminator: "")
    case "json": print(String(decoding: document.json, as: UTF8.self))
    default: throw UsageError("--format must be yaml or json")
    }
  }

  static let errors = Command(
    name: "errors", summary: "Prints every code of a problem as Markdown: docs/errors.md."
  ) { _ in
    print(ProblemCode.page(), terminator: "")
  }

  static let migrate = Command(
    name: "migrate", summary: "Brings the database's schema to this version, as its owner."
  ) { invocation in
    let files = try MigrationFile.load(from: invocation.configuration[.migrations])
    try withOwner(invocation.configuration) { pool in
      var count = 0
      try await Migrator(files: files, pool: pool).migrate { name in
        print("applied \(name)")
        count += 1
      }
      print(count == 0 ? "nothing to apply: the schema is at \(files.count)" : "the schema is at \(files.count)")
    }
  }

  /// Runs work on the owner's database, on this thread, and waits for it.
  static func withOwner(
    _ configuration: Configuration, _ work: @escaping @Sendable (Pool) async throws -> Void
  ) throws {
    let url = try configuration.required(.databaseOwnerURL)
    let loop = try EventLoop()
    try loop.start()
    try loop.perform {
      var settings = Pool.Settings()
      settings.sharedSessions = 1
      settings.exclusiveSessions = 2
      settings.acquireLimit = 30_000_000_000
      // A migration or an import takes as long as it needs.
      settings.answerLimit = .max / 2
      let pool = Pool(url: url, loop: loop, settings: settings)
      pool.open()
      defer { pool.close() }
      try await work(pool)
    }
  }
}
