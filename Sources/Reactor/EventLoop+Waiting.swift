import Dispatch

extension EventLoop {
  /// Runs work on this loop and blocks the calling thread until it is done; for the composition root, never on a loop.
  public func perform<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    precondition(!isCurrent, "a loop that waits for itself waits for ever")
    let outcome = Outcome<Value>()
    let done = DispatchSemaphore(value: 0)
    Task(executorPreference: self) {
      do { outcome.result = .success(try await work()) } catch { outcome.result = .failure(error) }
      done.signal()
    }
    done.wait()
    // The semaphore orders the write before this read.
    return try outcome.result!.get()
  }

  private final class Outcome<Value: Sendable>: @unchecked Sendable {
    var result: Result<Value, any Error>?
  }
}
