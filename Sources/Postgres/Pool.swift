import Reactor

/// The sessions of one loop with one server, in two lanes.
///
/// The *shared lane* is a few sessions in pipeline mode that many callers use at once, for single statements known to be
/// quick. The *exclusive lane* lends a session to one caller: transactions, writes, slow searches, copies. Everything
/// here runs on the loop's thread, so nothing is locked.
public final class Pool: @unchecked Sendable {
  /// Sizes and limits; times are in nanoseconds.
  public struct Settings: Sendable {
    public var sharedSessions = 2
    public var exclusiveSessions = 8
    /// How many units may be under way on one shared session.
    public var sharedDepth = 256
    /// How many callers may wait for an exclusive session.
    public var queueLimit = 256
    public var acquireLimit: UInt64 = 2_000_000_000
    /// When an answer is this late the session counts as lost (a server that hangs answers no timeout of its own).
    public var answerLimit: UInt64 = 15_000_000_000
    /// Sends no named statement and keeps one unit a session under way, as pgbouncer's transaction pooling needs.
    public var throughTransactionPooler = false

    public init() {}
  }

  /// What the metrics show.
  public struct Status: Sendable {
    public let open: Int
    public let inUse: Int
    public let waiting: Int
  }

  private let url: String
  let loop: EventLoop
  private let settings: Settings
  private var shared: Lane
  private var exclusive: Lane
  private var isClosed = false
  private var watch: LoopTimer?
  /// The last failure to connect while nothing is open; nil when the server was reached last.
  private var outage: PostgresError?

  /// One lane's sessions, those being opened, and those who wait for one.
  private struct Lane {
    let size: Int
    var sessions: [Session] = []
    var idle: [Session] = []
    var opening = 0
    var failures = 0
    var retry: LoopTimer?
    var waiters = Queue<Waiter>()
    var waiting = 0

    var mayOpen: Bool { sessions.count + opening < size && retry == nil }
  }

  private final class Waiter {
    var continuation: UnsafeContinuation<Result<Session, PostgresError>, Never>?
    var timer: LoopTimer?
  }

  private enum LaneName {
    case shared, exclusive
  }

  /// Makes a pool that opens its first sessions when `open` is called.
  public init(url: String, loop: EventLoop, settings: Settings = Settings()) {
    self.url = url
    self.loop = loop
    self.settings = settings
    shared = Lane(size: settings.sharedSessions)
    exclusive = Lane(size: settings.exclusiveSessions)
  }

  /// Opens the shared lane and one exclusive session, and watches over them; call it on the loop's thread.
  public func open() {
    for _ in 0..<shared.size { grow(.shared) }
    grow(.exclusive)
    watchOver()
  }

  /// Ends every session; whoever waits is refused.
  public func close() {
    isClosed = true
    if let watch { loop.cancel(watch) }
    for name in [LaneName.shared, .exclusive] {
      if let retry = self[name].retry { loop.cancel(retry) }
      for session in self[name].sessions { session.close() }
      refuse(name, with: .unavailable("the pool was closed"))
    }
  }

  /// Sessions open and in use, callers waiting.
  public var status: Status {
    Status(
      open: shared.sessions.count + exclusive.sessions.count,
      inUse: shared.sessions.count { $0.load > 0 } + exclusive.sessions.count - exclusive.idle.count,
      waiting: shared.waiting + exclusive.waiting)
  }

  // MARK: Callers

  /// Begins work on the pool's loop that several callers may wait for.
  public func begin<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) -> Task<Value, any Error> {
    Task(executorPreference: loop) { try await work() }
  }

  /// Runs one quick statement that only reads, beside others on a shared session.
  public func read(_ sql: SQL) async throws(PostgresError) -> Rows {
    try await again { () async throws(PostgresError) in
      // When every shared session is at its depth, the exclusive lane's queue and deadline apply.
      guard let session = try await sharedSession() else { return try await unit([sql])[0] }
      return try await session.run([sql])[0]
    }
  }

  /// Runs one statement that only reads and may be slow, on a session of its own.
  public func search(_ sql: SQL) async throws(PostgresError) -> Rows {
    try await again { () async throws(PostgresError) in try await unit([sql])[0] }
  }

  /// A read whose session broke, or lost its prepared statements, is tried again on another.
  ///
  /// When a server ends its sessions it ends all of them, one after another, so the next may break as well: the pauses
  /// give the loop time to hear of it. A read changes nothing, so trying it again is safe.
  private func again(_ read: () async throws(PostgresError) -> Rows) async throws(PostgresError) -> Rows {
    for pause: UInt64 in [2_000_000, 20_000_000, 100_000_000] {
      do {
        return try await read()
      } catch {
        guard error.endsSession || error.state == "26000" else { throw error }
        await loop.sleep(nanoseconds: pause)
      }
    }
    return try await read()
  }

  /// Runs statements as one unit, an implicit transaction, in one round trip on an exclusive session.
  public func unit(_ statements: [SQL]) async throws(PostgresError) -> [Rows] {
    let session = try await acquire()
    defer { release(session) }
    return try await session.run(statements)
  }

  /// An exclusive session, within the acquire limit.
  func acquire() async throws(PostgresError) -> Session {
    while let session = exclusive.idle.popLast() {
      if !session.isLost { return session }
    }
    grow(.exclusive)
    return try await wait(in: .exclusive)
  }

  /// Takes an exclusive session back, or ends it when it is not clean.
  func release(_ session: Session) {
    guard !session.isLost else { return }
    guard session.isIdle, !isClosed else { return session.close() }
    hand(session, to: .exclusive)
  }

  /// The shared session with the least under way, or nil when all are at their depth.
  private func sharedSession() async throws(PostgresError) -> Session? {
    let depth = settings.throughTransactionPooler ? 1 : settings.sharedDepth
    if let least = shared.sessions.min(by: { $0.load < $1.load }) { return least.load < depth ? least : nil }
    grow(.shared)
    return try await wait(in: .shared)
  }

  // MARK: Waiting

  private func wait(in name: LaneName) async throws(PostgresError) -> Session {
    if isClosed { throw .unavailable("the pool was closed") }
    if self[name].sessions.isEmpty, let outage { throw outage }
    guard self[name].waiting < settings.queueLimit else { throw .poolExhausted }
    let waiter = Waiter()
    self[name].waiting += 1
    let outcome = await withUnsafeContinuation { continuation in
      waiter.continuation = continuation
      waiter.timer = loop.schedule(after: settings.acquireLimit) { [self] in
        answer(waiter, in: name, .failure(self[name].sessions.isEmpty ? outage ?? .poolExhausted : .poolExhausted))
      }
      self[name].waiters.append(waiter)
    }
    return try outcome.get()
  }

  private func answer(_ waiter: Waiter, in name: LaneName, _ outcome: Result<Session, PostgresError>) {
    guard let continuation = waiter.continuation.take() else { return }
    if let timer = waiter.timer { loop.cancel(timer) }
    self[name].waiting -= 1
    continuation.resume(returning: outcome)
  }

  private func refuse(_ name: LaneName, with error: PostgresError) {
    for waiter in self[name].waiters.takeAll() { answer(waiter, in: name, .failure(error)) }
  }

  /// Gives a session to whoever waits longest, or lays it by.
  private func hand(_ session: Session, to name: LaneName) {
    switch name {
    case .exclusive:
      while let waiter = exclusive.waiters.popFirst() {
        guard waiter.continuation != nil else { continue }
        return answer(waiter, in: .exclusive, .success(session))
      }
      exclusive.idle.append(session)
    case .shared:
      for waiter in shared.waiters.takeAll() { answer(waiter, in: .shared, .success(session)) }
    }
  }

  // MARK: Sessions

  /// Opens one more session of a lane when there is room for it.
  private func grow(_ name: LaneName) {
    guard !isClosed, self[name].mayOpen else { return }
    self[name].opening += 1
    Task(executorPreference: loop) { [self] in
      let opened = await Connector.open(url, on: loop)
      self[name].opening -= 1
      do {
        try add(opened.get(), to: name)
      } catch {
        failed(error as? PostgresError ?? .unavailable("\(error)"), name)
      }
    }
  }

  private func add(_ opened: Connector.Opened, to name: LaneName) throws {
    let session = try Session(
      handle: opened.handle, loop: loop, statements: settings.throughTransactionPooler ? .unnamed : .named)
    guard !isClosed else { return session.close() }
    outage = nil
    self[name].failures = 0
    self[name].sessions.append(session)
    session.onLoss = { [weak self] session in self?.lost(session, name) }
    hand(session, to: name)
  }

  private func lost(_ session: Session, _ name: LaneName) {
    self[name].sessions.removeAll { $0 === session }
    self[name].idle.removeAll { $0 === session }
    if name == .shared || self[name].waiting > 0 || self[name].sessions.isEmpty { grow(name) }
  }

  /// After a failure: refuse who waits when nothing is open, and try again later, each time later, with jitter.
  private func failed(_ error: PostgresError, _ name: LaneName) {
    self[name].failures += 1
    if self[name].sessions.isEmpty {
      outage = error
      refuse(name, with: error)
    }
    guard !isClosed, self[name].retry == nil else { return }
    let ceiling: UInt64 = min(50_000_000 << UInt64(min(self[name].failures, 6)), 2_000_000_000)
    self[name].retry = loop.schedule(after: UInt64.random(in: ceiling / 2...ceiling)) { [self] in
      self[name].retry = nil
      grow(name)
      if name == .shared { for _ in 1..<max(1, shared.size) { grow(.shared) } }
    }
  }

  /// Once a second: a session whose answer is too late is given up.
  private func watchOver() {
    watch = loop.schedule(after: 1_000_000_000) { [weak self] in
      guard let self, !isClosed else { return }
      for session in shared.sessions + exclusive.sessions {
        if let sentAt = session.oldestSentAt, loop.now > sentAt + settings.answerLimit { session.giveUp() }
      }
      watchOver()
    }
  }

  private subscript(name: LaneName) -> Lane {
    get { name == .shared ? shared : exclusive }
    _modify {
      switch name {
      case .shared: yield &shared
      case .exclusive: yield &exclusive
      }
    }
  }
}
