import CPostgres
import Glibc
import Reactor

/// Opens connections away from the loops: even `PQconnectPoll` resolves names, reads files and computes SCRAM in line.
enum Connector {
  /// What a connection adds to its URL where the URL does not say otherwise.
  private static let defaults = [
    ("connect_timeout", "5"), ("tcp_user_timeout", "15000"), ("keepalives_idle", "30"),
    ("application_name", "send-api"), ("client_encoding", "UTF8"),
  ]

  /// A connection on its way from the thread that opened it to the loop that will use it.
  struct Opened: @unchecked Sendable {
    let handle: OpaquePointer
  }

  /// Connects on a thread of its own and comes back to the loop.
  ///
  /// The URL may name several hosts and `target_session_attrs`; libpq then finds the one that fits (manual §34.1.1.3).
  static func open(_ url: String, on loop: EventLoop) async -> Result<Opened, PostgresError> {
    await withUnsafeContinuation { continuation in
      let attempt = Attempt(url: url) { outcome in loop.execute { continuation.resume(returning: outcome) } }
      var thread = pthread_t()
      let box = Unmanaged.passRetained(attempt)
      let started = pthread_create(
        &thread, nil,
        { argument in
          let attempt = Unmanaged<Attempt>.fromOpaque(argument!).takeRetainedValue()
          attempt.finish(Connector.connect(attempt.url))
          return nil
        }, box.toOpaque())
      if started == 0 {
        pthread_detach(thread)
      } else {
        box.release()
        continuation.resume(
          returning: .failure(.unavailable(SystemError(call: "pthread_create", code: started).description)))
      }
    }
  }

  private final class Attempt: Sendable {
    let url: String
    let finish: @Sendable (Result<Opened, PostgresError>) -> Void

    init(url: String, finish: @escaping @Sendable (Result<Opened, PostgresError>) -> Void) {
      self.url = url
      self.finish = finish
    }
  }

  private static func connect(_ url: String) -> Result<Opened, PostgresError> {
    // `dbname` comes last: a URL in it is expanded there and overrules what stands before it.
    let names = defaults.map(\.0) + ["dbname"]
    let values = defaults.map(\.1) + [url]
    let handle = withCStrings(names) { names in
      withCStrings(values) { values in PQconnectdbParams(names, values, 1) }
    }
    guard let handle else { return .failure(.unavailable("out of memory")) }
    guard PQstatus(handle) == CONNECTION_OK else {
      let message = Session.message(of: handle)
      PQfinish(handle)
      return .failure(.unavailable(message))
    }
    // What a server remarks in passing would go to standard error, between the lines of the log.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    return .success(Opened(handle: handle))
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
