import CLinux
import Glibc
import Synchronization

/// Something that waits for a file descriptor on an event loop.
public protocol EventHandler: AnyObject {
  /// Called on the loop's thread with the epoll flags that came.
  func ready(_ events: IOReadiness)
}

/// What epoll says, or is asked to say, of a descriptor.
public struct IOReadiness: OptionSet, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  public static let readable = IOReadiness(rawValue: EPOLLIN.rawValue)
  public static let writable = IOReadiness(rawValue: EPOLLOUT.rawValue)
  public static let peerClosed = IOReadiness(rawValue: EPOLLRDHUP.rawValue)
  public static let failed = IOReadiness(rawValue: EPOLLERR.rawValue)
  public static let hungUp = IOReadiness(rawValue: EPOLLHUP.rawValue)
  /// Report a change once instead of a state again and again.
  public static let edgeTriggered = IOReadiness(rawValue: EPOLLET.rawValue)
}

/// One thread, one epoll, one run queue; what belongs to a loop is touched only on its thread.
///
/// It is a task executor: `Task(executorPreference: loop)` keeps an async function, and what it awaits, on this thread,
/// so that a connection and its handlers need no lock.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// 0 for the first loop; shows in metrics.
  public let index: Int
  private let epoll: Int32
  private let wakeup: Int32
  private let inbox = Mutex<Inbox>(Inbox())
  private let stopping = Atomic<Bool>(false)
  private let identity = Atomic<UInt>(0)

  // Touched only on the loop's thread.
  private var queue: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private var registrations: [Registration] = []
  private var timers = TimerHeap()
  /// Monotonic nanoseconds at the start of this turn.
  public private(set) var now: UInt64 = monotonicNanoseconds()
  /// The longest turn since it was last asked for, in nanoseconds: how long a ready descriptor may have waited.
  private var longestTurn: UInt64 = 0

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var actions: [@Sendable () -> Void] = []
    var isEmpty: Bool { jobs.isEmpty && actions.isEmpty }
  }

  private struct Registration {
    var handler: (any EventHandler)?
    var generation: UInt32 = 0
  }

  /// Makes a loop that does nothing until `start` or `run`.
  public init(index: Int = 0) throws {
    self.index = index
    epoll = linux_epoll_create()
    wakeup = linux_eventfd()
    guard epoll >= 0, wakeup >= 0, linux_epoll_ctl(epoll, EPOLL_CTL_ADD, wakeup, EPOLLIN.rawValue, .max) == 0 else {
      throw SystemError(call: "epoll_create1", code: errno)
    }
  }

  deinit {
    close(epoll)
    close(wakeup)
  }

  // MARK: The thread

  /// Runs the loop on a thread of its own until `stop`.
  public func start() throws {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<EventLoop>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      throw SystemError(call: "pthread_create", code: result)
    }
    pthread_detach(thread)
  }

  /// Runs the loop on the calling thread until `stop`.
  public func run() {
    identity.store(UInt(pthread_self()), ordering: .releasing)
    let executor = asUnownedTaskExecutor()
    let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: 256)
    defer { events.deallocate() }
    while !stopping.load(ordering: .acquiring) {
      takeInbox()
      runJobs(on: executor)
      longestTurn = max(longestTurn, monotonicNanoseconds() &- now)
      let count = linux_epoll_wait(epoll, events, 256, millisecondsToWait())
      now = monotonicNanoseconds()
      for index in 0..<max(0, Int(count)) { dispatch(&events[index]) }
      while let timer = timers.takeDue(at: now) { timer.fire() }
    }
    takeInbox()
    runJobs(on: executor)
  }

  /// Ends `run` after the turn under way; may be called from any thread.
  public func stop() {
    stopping.store(true, ordering: .releasing)
    wake()
  }

  /// Whether the caller is on this loop's thread.
  public var isCurrent: Bool { identity.load(ordering: .relaxed) == UInt(pthread_self()) }

  private func runJobs(on executor: UnownedTaskExecutor) {
    while !queue.isEmpty {
      swap(&queue, &running)
      for job in running { job.runSynchronously(on: executor) }
      running.removeAll(keepingCapacity: true)
    }
  }

  private func millisecondsToWait() -> Int32 {
    guard queue.isEmpty else { return 0 }
    guard let next = timers.next else { return -1 }
    let current = monotonicNanoseconds()
    // Rounded up, so that a timer is due when the wait ends.
    return next <= current ? 0 : Int32(min((next - current + 999_999) / 1_000_000, 60_000))
  }

  private func dispatch(_ event: inout epoll_event) {
    let token = linux_epoll_token(&event)
    if token == .max { return drainWakeup() }
    let descriptor = Int(token & 0xFFFF_FFFF)
    // An event of a descriptor that was closed, and perhaps opened again, earlier in the same turn is not its own.
    guard registrations[descriptor].generation == UInt32(token >> 32) else { return }
    registrations[descriptor].handler?.ready(IOReadiness(rawValue: event.events))
  }

  // MARK: Work from outside

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      queue.append(job)
    } else {
      submit { $0.jobs.append(job) }
    }
  }

  /// Calls the action on the loop's thread, soon; may be called from any thread.
  public func execute(_ action: @escaping @Sendable () -> Void) {
    submit { $0.actions.append(action) }
  }

  private func submit(_ change: (inout Inbox) -> Void) {
    let wasEmpty = inbox.withLock { inbox in
      let wasEmpty = inbox.isEmpty
      change(&inbox)
      return wasEmpty
    }
    if wasEmpty { wake() }
  }

  private func takeInbox() {
    let arrived = inbox.withLock { inbox in
      let arrived = inbox
      if !arrived.isEmpty { inbox = Inbox() }
      return arrived
    }
    queue.append(contentsOf: arrived.jobs)
    for action in arrived.actions { action() }
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(wakeup, &one, 8)
  }

  private func drainWakeup() {
    var count: UInt64 = 0
    _ = read(wakeup, &count, 8)
  }

  // MARK: Descriptors

  /// Begins to report a descriptor's readiness to the handler, which the loop keeps until `unregister`.
  public func register(_ descriptor: Int32, _ interest: IOReadiness, handler: any EventHandler) throws {
    let slot = Int(descriptor)
    while registrations.count <= slot { registrations.append(Registration()) }
    registrations[slot].generation &+= 1
    let token = UInt64(registrations[slot].generation) << 32 | UInt64(slot)
    guard linux_epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, interest.rawValue, token) == 0 else {
      throw SystemError(call: "epoll_ctl", code: errno)
    }
    registrations[slot].handler = handler
  }

  /// Changes what is reported of a registered descriptor.
  public func update(_ descriptor: Int32, _ interest: IOReadiness) {
    let token = UInt64(registrations[Int(descriptor)].generation) << 32 | UInt64(descriptor)
    _ = linux_epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, interest.rawValue, token)
  }

  /// Ends the reports; call it before the descriptor is closed.
  public func unregister(_ descriptor: Int32) {
    let slot = Int(descriptor)
    guard slot < registrations.count, registrations[slot].handler != nil else { return }
    _ = linux_epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, 0, 0)
    registrations[slot].handler = nil
    registrations[slot].generation &+= 1
  }

  // MARK: Time

  /// Calls the action on this loop after so many nanoseconds; call it on the loop's thread.
  @discardableResult
  public func schedule(after nanoseconds: UInt64, _ action: @escaping () -> Void) -> LoopTimer {
    let timer = LoopTimer(deadline: monotonicNanoseconds() &+ nanoseconds, action: action)
    timers.insert(timer)
    return timer
  }

  /// Forgets a timer that has not fired; one that has is left alone.
  public func cancel(_ timer: LoopTimer) {
    timers.remove(timer)
  }

  /// Suspends the task for so many nanoseconds; call it in a task of this loop.
  public func sleep(nanoseconds: UInt64) async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      schedule(after: nanoseconds) { continuation.resume() }
    }
  }

  /// The longest turn since the last call, in seconds; call it on the loop's thread.
  public func takeLag() -> Double {
    defer { longestTurn = 0 }
    return Double(longestTurn) / 1e9
  }
}
