import API
import Dispatch
import Domain
import Glibc
import HTTP
import LocalOffer
import Postgres
import Reactor
import Server

/// The service in operation: its loops, each with its pools, its router and its server, and the admin port.
final class RunningService: Sendable {
  let log: Log
  private let configuration: Configuration
  private let gate: ReadinessGate
  private let metrics = Metrics()
  private let lanes: [Lane]
  private let admin: HTTPServer
  private let feedWatch = FeedWatch()

  /// What belongs to one loop.
  private struct Lane: Sendable {
    let loop: EventLoop
    let database: Database
    let server: HTTPServer
    let gauges = LoopGauges()
  }

  init(_ configuration: Configuration) throws {
    let url = try configuration.required(.databaseURL)
    let now: @Sendable () -> Instant = { Instant(unixMicroseconds: unixMicroseconds()) }
    let log = Log(level: configuration.logLevel, now: now)
    let gate = ReadinessGate(migrations: try MigrationFile.load(from: configuration[.migrations]))
    func context(_ database: Database) -> Context {
      Context(
        now: now, readiness: { await gate.state(of: database) }, log: log, database: database,
        publicURL: configuration.publicURL)
    }
    let table = try Service.routes()
    let origins = Set(configuration.list(.corsOrigins))
    var lanes: [Lane] = []
    for index in 0..<configuration.loops {
      let loop = try EventLoop(index: index)
      let database = RunningService.database(url, configuration, loop)
      let router = Router(table, context: context(database), metrics: metrics, allowedOrigins: origins)
      lanes.append(
        Lane(loop: loop, database: database, server: RunningService.server(configuration, loop, log, router.handler)))
    }
    let adminRouter = Router(
      try Service.adminRoutes(metrics: metrics), context: context(lanes[0].database), metrics: Metrics())
    admin = RunningService.server(configuration, lanes[0].loop, log, adminRouter.handler)
    self.configuration = configuration
    self.log = log
    self.gate = gate
    self.lanes = lanes
  }

  // MARK: Start

  /// Checks the schema, then listens and serves; returns when every port is open.
  func start() throws {
    for lane in lanes {
      try lane.loop.start()
      try lane.loop.perform { lane.database.open() }
    }
    let (first, gate) = (lanes[0], gate)
    try first.loop.perform { try await gate.check(first.database.primary, on: first.loop) }
    let addresses = try listen()
    let directURL = configuration.given(.databaseDirectURL)
    try first.loop.perform { [feedWatch] in feedWatch.follow(first.database, directURL: directURL, on: first.loop) }
    feedWatch.register(in: metrics)
    for lane in lanes { lane.gauges.register(in: metrics, loop: lane.loop.index) }
    metrics.add(.gauge, "process_resident_memory_bytes", help: "Resident memory of the process.") {
      Double(residentBytes())
    }
    log.write(
      .info, "serving",
      [
        "version": Command.serviceVersion, "addresses": addresses.map(\.description).joined(separator: " "),
        "loops": String(lanes.count), "localAuthority": configuration[.localAuthority],
      ])
  }

  private func listen() throws -> [ListenAddress] {
    let (sockets, addresses) = try HTTPServer.bind(
      .tcp(host: configuration[.httpHost], port: UInt16(configuration.number(.httpPort))), loops: lanes.count)
    let (adminSockets, adminAddresses) = try HTTPServer.bind(
      .tcp(host: configuration[.adminHost], port: UInt16(configuration.number(.adminPort))), loops: 1)
    for (lane, bound) in zip(lanes, sockets) {
      try lane.loop.perform {
        lane.gauges.follow(lane.loop, lane.database.primary, lane.server)
        try lane.server.listen(on: bound)
      }
    }
    let (first, admin) = (lanes[0], admin)
    try first.loop.perform { try admin.listen(on: adminSockets[0]) }
    guard let path = configuration.given(.httpSocket) else { return addresses + adminAddresses }
    let (unixSockets, unixAddresses) = try HTTPServer.bind(.unix(path: path), loops: 1)
    try first.loop.perform { try first.server.listen(on: unixSockets[0]) }
    return addresses + unixAddresses + adminAddresses
  }

  private static func database(_ url: String, _ configuration: Configuration, _ loop: EventLoop) -> Database {
    var settings = Pool.Settings()
    settings.exclusiveSessions = configuration.number(.databaseSessions)
    settings.acquireLimit = UInt64(configuration.number(.databaseAcquireMilliseconds)) * 1_000_000
    settings.throughTransactionPooler = configuration[.databasePooling] == "transaction"
    let replica = configuration.given(.databaseReadURL).map { Pool(url: $0, loop: loop, settings: settings) }
    return Database(primary: Pool(url: url, loop: loop, settings: settings), published: replica)
  }

  private static func server(
    _ configuration: Configuration, _ loop: EventLoop, _ log: Log, _ handler: @escaping HTTP.Handler
  ) -> HTTPServer {
    var settings = ServerSettings()
    settings.connectionLimit = configuration.number(.httpConnections)
    settings.headerLimit = UInt64(configuration.number(.httpHeaderSeconds)) * 1_000_000_000
    settings.idleLimit = UInt64(configuration.number(.httpIdleSeconds)) * 1_000_000_000
    return HTTPServer(
      loop: loop, settings: settings, refusal: { Router.response(to: $0, log: log) },
      overloaded: { Router.overloadResponse(log: log) }, handler: handler)
  }

  // MARK: Stop

  /// Lets what is under way finish; false when that took longer than so many seconds.
  func stop(within seconds: Int) -> Bool {
    gate.startDraining()
    let drained = DispatchGroup()
    for lane in lanes {
      drained.enter()
      Task(executorPreference: lane.loop) {
        await lane.server.drain()
        drained.leave()
      }
    }
    // The admin port answers until the last request is done: it is where "not ready" is seen.
    return drained.wait(timeout: .now() + .seconds(seconds)) == .success
  }
}

/// The resident memory of this process in bytes (proc(5): the second number of statm, in pages).
private func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var buffer = [CChar](repeating: 0, count: 128)
  guard fgets(&buffer, 128, file) != nil else { return 0 }
  let fields = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
}
