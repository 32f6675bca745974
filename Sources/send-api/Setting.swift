/// One thing an operator may set: by an environment variable, or by the flag of the same name.
struct Setting: Sendable {
  /// The environment variable, such as `SEND_HTTP_PORT`.
  let name: String
  let meaning: String
  let standard: String
  var isSecret = false

  /// The flag, such as `--http-port`.
  var flag: String {
    "--" + name.dropFirst("SEND_".count).lowercased().split(separator: "_").joined(separator: "-")
  }

  static let httpPort = Setting(
    name: "SEND_HTTP_PORT", meaning: "port of the API; 0 takes any free one", standard: "8080")
  static let httpHost = Setting(
    name: "SEND_HTTP_HOST", meaning: "address or name to listen on; * is every interface", standard: "localhost")
  static let httpSocket = Setting(
    name: "SEND_HTTP_SOCKET", meaning: "path of a Unix socket to listen on as well", standard: "")
  static let httpLoops = Setting(
    name: "SEND_HTTP_LOOPS", meaning: "event loops, each a thread; 0 chooses by the number of processors", standard: "0"
  )
  static let httpConnections = Setting(
    name: "SEND_HTTP_CONNECTIONS", meaning: "connections a loop accepts before it refuses the newest", standard: "20000"
  )
  static let httpHeaderSeconds = Setting(
    name: "SEND_HTTP_HEADER_SECONDS", meaning: "seconds a client may take to send the head of a request", standard: "10"
  )
  static let httpIdleSeconds = Setting(
    name: "SEND_HTTP_IDLE_SECONDS", meaning: "seconds a connection may wait between two requests", standard: "75")
  static let adminPort = Setting(
    name: "SEND_ADMIN_PORT", meaning: "port for health and metrics; 0 takes any free one", standard: "8081")
  static let adminHost = Setting(
    name: "SEND_ADMIN_HOST", meaning: "address or name the admin port listens on", standard: "localhost")
  static let databaseURL = Setting(
    name: "SEND_DATABASE_URL", meaning: "the database as send_app, for serving", standard: "", isSecret: true)
  static let databaseOwnerURL = Setting(
    name: "SEND_DATABASE_OWNER_URL", meaning: "the database as send_owner, for migrate, import and sample",
    standard: "",
    isSecret: true)
  static let databaseReadURL = Setting(
    name: "SEND_DATABASE_READ_URL", meaning: "a replica for public reads; none: the database itself", standard: "",
    isSecret: true)
  static let databaseDirectURL = Setting(
    name: "SEND_DATABASE_DIRECT_URL",
    meaning: "the database without a pooler, for LISTEN; none: changes are looked for every two seconds", standard: "",
    isSecret: true)
  static let databasePooling = Setting(
    name: "SEND_DATABASE_POOLING",
    meaning: "session, or transaction behind pgbouncer in that mode (no named statements are sent)", standard: "session"
  )
  static let databaseSessions = Setting(
    name: "SEND_DATABASE_SESSIONS", meaning: "exclusive sessions a loop may open, beside two shared ones", standard: "8"
  )
  static let databaseAcquireMilliseconds = Setting(
    name: "SEND_DATABASE_ACQUIRE_MILLISECONDS", meaning: "how long a request may wait for a session before 503",
    standard: "2000")
  static let localAuthority = Setting(
    name: "SEND_LOCAL_AUTHORITY", meaning: "the DfE code of the local authority served", standard: "332")
  static let publicURL = Setting(
    name: "SEND_PUBLIC_URL", meaning: "the address clients reach this service at; none: http://localhost and the port",
    standard: "")
  static let corsOrigins = Setting(
    name: "SEND_CORS_ORIGINS", meaning: "origins, separated by commas, that may call routes that are not public",
    standard: "")
  static let trustedProxies = Setting(
    name: "SEND_TRUSTED_PROXIES",
    meaning: "addresses, separated by commas, whose X-Forwarded-For will be believed by rate limits",
    standard: "")
  static let environment = Setting(name: "SEND_ENV", meaning: "production or development", standard: "production")
  static let logLevel = Setting(name: "SEND_LOG_LEVEL", meaning: "debug, info, warning or error", standard: "info")
  static let shutdownSeconds = Setting(
    name: "SEND_SHUTDOWN_SECONDS", meaning: "seconds that requests under way have to finish", standard: "30")
  static let migrations = Setting(
    name: "SEND_MIGRATIONS", meaning: "the folder of the migration files", standard: "migrations")
  static let sampleData = Setting(
    name: "SEND_SAMPLE_DATA", meaning: "the folder of the sample data", standard: "sample-data")

  /// Every setting, in the order `send-api config` prints them.
  static let all: [Setting] = [
    httpPort, httpHost, httpSocket, httpLoops, httpConnections, httpHeaderSeconds, httpIdleSeconds, adminPort,
    adminHost, databaseURL, databaseOwnerURL, databaseReadURL, databaseDirectURL, databasePooling, databaseSessions,
    databaseAcquireMilliseconds, localAuthority, publicURL, corsOrigins, trustedProxies, environment, logLevel,
    shutdownSeconds, migrations, sampleData,
  ]
}
