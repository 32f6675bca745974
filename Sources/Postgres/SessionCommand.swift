import Reactor

/// Something under way on a session, and who waits for it.
class SessionCommand {
  /// When it was sent, in monotonic nanoseconds.
  let sentAt = monotonicNanoseconds()
  var error: PostgresError?
  private var hasEnded = false
  private var waiter: UnsafeContinuation<Void, Never>?

  /// Waits until `end`; returns at once when that has been.
  func ended() async {
    if hasEnded { return }
    await withUnsafeContinuation { waiter = $0 }
  }

  func end(_ error: PostgresError?) {
    if let error { self.error = error }
    hasEnded = true
    waiter.take()?.resume()
  }
}

/// Statements up to one Sync.
final class SessionUnit: SessionCommand {
  enum Step {
    case preparation(of: String)
    case statement
  }

  var steps: [Step] = []
  private var position = 0
  var rows: [Rows] = []

  func nextStep() -> Step? {
    guard position < steps.count else { return nil }
    defer { position += 1 }
    return steps[position]
  }
}

/// One command of the simple protocol.
final class PlainCommand: SessionCommand {
  var affected = 0
}
