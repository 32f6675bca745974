import API
import Postgres
import Reactor
import Synchronization

/// Follows the feed's version: totals of earlier versions are forgotten at once, and the metrics show what is published.
public final class FeedWatch: Sendable {
  private let version = Atomic<Int>(0)
  private let services = Atomic<Int>(0)

  public init() {}

  /// Begins to follow on a loop: by LISTEN where there is a direct connection, otherwise by looking now and then.
  public func follow(_ database: Database, directURL: String?, on loop: EventLoop) {
    let watch = ChangeWatch(url: directURL, channel: "send_feed", loop: loop) { [self] in
      Task(executorPreference: loop) { await self.look(database) }
    }
    watch.start()
    kept.withLock { $0 = watch }
  }

  /// Registers what is published.
  public func register(in metrics: Metrics) {
    metrics.add(.gauge, "send_feed_version", help: "The version of the published Local Offer.") {
      Double(self.version.load(ordering: .relaxed))
    }
    metrics.add(.gauge, "send_feed_services", help: "Services in the published Local Offer.") {
      Double(self.services.load(ordering: .relaxed))
    }
  }

  private let kept = Mutex<ChangeWatch?>(nil)

  private func look(_ database: Database) async {
    // A database that does not answer now is asked again at the next change or look.
    guard let row = try? await database.published.read("SELECT version, services FROM feed_state").first,
      let newVersion: Int = try? row.get("version"), let newServices: Int = try? row.get("services")
    else { return }
    version.store(newVersion, ordering: .relaxed)
    services.store(newServices, ordering: .relaxed)
    FeedRepository.counts.feedChanged(to: newVersion)
  }
}
