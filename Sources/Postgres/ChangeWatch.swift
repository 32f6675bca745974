import Reactor

/// Tells when something announced on a channel may have changed: by `LISTEN` on a connection of its own, kept up through
/// every loss, or by looking now and then where there is no such connection. Runs on one loop.
public final class ChangeWatch: @unchecked Sendable {
  private let url: String?
  private let channel: String
  private let interval: UInt64
  private let loop: EventLoop
  private let changed: () -> Void
  private var session: Session?
  private var timer: LoopTimer?
  private var failures: UInt64 = 0
  private var isClosed = false

  /// - Parameters:
  ///   - url: a direct connection, since a pooler does not keep LISTEN; nil to look every `interval` instead.
  ///   - channel: a channel's name, a lower-case identifier.
  ///   - interval: nanoseconds between two looks without a connection.
  ///   - changed: called on the loop after each notification, and once after each connect, since what was announced
  ///     in between is lost.
  public init(
    url: String?, channel: String, interval: UInt64 = 2_000_000_000, loop: EventLoop, changed: @escaping () -> Void
  ) {
    self.url = url
    self.channel = channel
    self.interval = interval
    self.loop = loop
    self.changed = changed
  }

  /// Begins; call it on the loop's thread.
  public func start() {
    guard let url else { return look() }
    Task(executorPreference: loop) { await self.listen(url) }
  }

  /// Ends; nothing is called any more.
  public func close() {
    isClosed = true
    if let timer { loop.cancel(timer) }
    session?.close()
  }

  private func look() {
    changed()
    timer = loop.schedule(after: interval) { [weak self] in self?.look() }
  }

  private func listen(_ url: String) async {
    guard !isClosed else { return }
    do {
      let opened = try await Connector.open(url, on: loop).get()
      let session = try Session(handle: opened.handle, loop: loop, statements: .unnamed)
      guard !isClosed else { return session.close() }
      session.onNotification = { [weak self] name, _ in
        if name == self?.channel { self?.changed() }
      }
      session.onLoss = { [weak self] _ in self?.listenLater(url) }
      self.session = session
      try await session.listen(to: channel)
      failures = 0
      changed()
    } catch {
      // A session that failed later than its opening has said so itself.
      if session == nil { listenLater(url) } else { session?.close() }
    }
  }

  private func listenLater(_ url: String) {
    session = nil
    guard !isClosed else { return }
    failures += 1
    let ceiling = min(UInt64(50_000_000) << min(failures, 6), 2_000_000_000)
    timer = loop.schedule(after: UInt64.random(in: ceiling / 2...ceiling)) { [weak self] in
      guard let self else { return }
      Task(executorPreference: loop) { await self.listen(url) }
    }
  }
}
