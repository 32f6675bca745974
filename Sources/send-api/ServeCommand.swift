import API
import Domain
import Glibc
import HTTP
import Postgres
import Reactor
import Server

extension Command {
  static let serve = Command(
    name: "serve", summary: "Serves the API until it is told to stop.",
    remarks: """
      SIGTERM or SIGINT: no longer ready, no new connections, requests under way finish, then it ends;
      a second signal ends it at once. Refuses to start while a migration is pending or changed.
      """
  ) { invocation in
    // Blocked before any thread starts, so that every thread inherits it and only `waitForSignal` sees them.
    let signals = StopSignals()
    let service = try RunningService(invocation.configuration)
    try service.start()
    let name = signals.wait()
    service.log.write(.info, "stopping", ["signal": name])
    signals.endOnNext()
    let isDrained = service.stop(within: invocation.configuration.number(.shutdownSeconds))
    service.log.write(isDrained ? .info : .warning, isDrained ? "stopped" : "stopped with requests under way")
    service.log.flush()
    exit(isDrained ? 0 : 1)
  }
}

/// SIGTERM and SIGINT, taken when we ask for them.
private struct StopSignals {
  private var set = sigset_t()

  init() {
    signal(SIGPIPE, SIG_IGN)
    // A stray SIGUSR1 or SIGHUP interrupts a system call and changes nothing.
    for number in [SIGUSR1, SIGUSR2, SIGHUP] { signal(number, { _ in }) }
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for the first and tells its name.
  func wait() -> String {
    var set = set
    var number: Int32 = 0
    sigwait(&set, &number)
    return number == SIGINT ? "SIGINT" : "SIGTERM"
  }

  /// From now on either ends the process at once.
  func endOnNext() {
    var set = set
    signal(SIGTERM) { _ in _exit(130) }
    signal(SIGINT) { _ in _exit(130) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
