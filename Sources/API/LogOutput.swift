import Glibc
import Synchronization

/// Gathers lines under a lock that is held for the length of a copy, and writes them from a thread of its own.
final class LogOutput: Sendable {
  /// What may wait before lines are dropped: the reader of the log must never hold up the service, or fill its memory.
  private static let mostWaiting = 8 << 20
  /// How long lines gather before they are written.
  private static let gathering: UInt32 = 5_000

  private struct Waiting {
    var bytes: [UInt8] = []
    var dropped = 0
    var isClosed = false
  }

  private let descriptor: CInt
  /// The line that owns up to dropped ones.
  private let admission: @Sendable (_ dropped: Int) -> [UInt8]
  private let waiting = Mutex(Waiting())
  /// Held while writing, so that batches keep their order.
  private let writing = Mutex<[UInt8]>([])
  private let signal = Semaphore()

  init(descriptor: CInt, admission: @escaping @Sendable (_ dropped: Int) -> [UInt8]) {
    self.descriptor = descriptor
    self.admission = admission
    startThread()
  }

  /// Takes a line; the thread is woken only by the first of a batch.
  func write(_ line: [UInt8]) {
    let isFirst = waiting.withLock { waiting in
      guard waiting.bytes.count + line.count <= Self.mostWaiting else {
        waiting.dropped += 1
        return false
      }
      waiting.bytes.append(contentsOf: line)
      return waiting.bytes.count == line.count
    }
    if isFirst { signal.post() }
  }

  /// Writes what is waiting; returns when it is written.
  func drain() {
    writing.withLock { batch in
      let dropped = waiting.withLock { waiting in
        swap(&batch, &waiting.bytes)
        defer { waiting.dropped = 0 }
        return waiting.dropped
      }
      if dropped > 0 { batch += admission(dropped) }
      put(batch)
      batch.removeAll(keepingCapacity: true)
    }
  }

  /// Lets the thread write what is left and end.
  func close() {
    waiting.withLock { $0.isClosed = true }
    signal.post()
  }

  private func startThread() {
    var thread = pthread_t()
    let output = Unmanaged.passRetained(self)
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<LogOutput>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, output.toOpaque())
    if status == 0 { pthread_detach(thread) } else { output.release() }
  }

  private func run() {
    while true {
      signal.wait()
      let isClosed = waiting.withLock { $0.isClosed }
      if !isClosed { usleep(Self.gathering) }
      drain()
      if isClosed { return }
    }
  }

  /// Writes all the bytes, whatever it takes; gives up only when nobody can read them any more.
  private func put(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count > 0 {
          written += count
        } else if errno == EAGAIN {
          usleep(1_000)
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}

/// A POSIX semaphore at an address of its own.
private final class Semaphore: @unchecked Sendable {
  // Safe to share: the address never changes, and a semaphore is made to be used from many threads.
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func post() {
    sem_post(semaphore)
  }

  func wait() {
    while sem_wait(semaphore) != 0 && errno == EINTR {}
  }
}
