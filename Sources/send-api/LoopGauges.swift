import API
import Postgres
import Reactor
import Server
import Synchronization

/// The numbers of one loop for the metrics: the loop writes them down once a second, so that who asks for the metrics
/// never reaches into a loop.
final class LoopGauges: Sendable {
  private let sessionsOpen = Atomic<Int>(0)
  private let sessionsInUse = Atomic<Int>(0)
  private let waiting = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)
  private let accepted = Atomic<Int>(0)
  private let refused = Atomic<Int>(0)
  private let lagMicroseconds = Atomic<Int>(0)

  /// Begins to write down; call it on the loop's thread.
  func follow(_ loop: EventLoop, _ pool: Pool, _ server: HTTPServer) {
    let pooled = pool.status
    let served = server.status
    sessionsOpen.store(pooled.open, ordering: .relaxed)
    sessionsInUse.store(pooled.inUse, ordering: .relaxed)
    waiting.store(pooled.waiting, ordering: .relaxed)
    connections.store(served.open, ordering: .relaxed)
    accepted.store(served.accepted, ordering: .relaxed)
    refused.store(served.refused, ordering: .relaxed)
    lagMicroseconds.store(Int(loop.takeLag() * 1e6), ordering: .relaxed)
    loop.schedule(after: 1_000_000_000) { [weak self] in self?.follow(loop, pool, server) }
  }

  /// Registers the numbers under the loop's label.
  func register(in metrics: Metrics, loop index: Int) {
    func add(_ kind: Metrics.Kind, _ name: String, _ help: String, _ read: @escaping @Sendable () -> Double) {
      metrics.add(kind, name, help: help, labels: ["loop": String(index)], read: read)
    }
    add(.gauge, "send_database_sessions_open", "Open database sessions.") {
      Double(self.sessionsOpen.load(ordering: .relaxed))
    }
    add(.gauge, "send_database_sessions_in_use", "Database sessions at work.") {
      Double(self.sessionsInUse.load(ordering: .relaxed))
    }
    add(.gauge, "send_database_waiting", "Callers waiting for a database session.") {
      Double(self.waiting.load(ordering: .relaxed))
    }
    add(.gauge, "send_connections_open", "Open client connections.") {
      Double(self.connections.load(ordering: .relaxed))
    }
    add(.counter, "send_connections_total", "Client connections accepted.") {
      Double(self.accepted.load(ordering: .relaxed))
    }
    add(.counter, "send_connections_refused_total", "Client connections refused over the cap.") {
      Double(self.refused.load(ordering: .relaxed))
    }
    add(.gauge, "send_loop_lag_seconds", "The longest turn of the loop in the last second.") {
      Double(self.lagMicroseconds.load(ordering: .relaxed)) / 1e6
    }
  }
}
