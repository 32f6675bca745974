import Glibc
import HTTP
import Synchronization

/// What is kept of a request until it is over: then it is counted, and a line goes to the log.
struct RequestRecord: Sendable {
  let method: HTTP.Method
  let identity: RequestIdentity
  let start: Moment
  let log: Log

  /// The response to send. One that is streamed is counted and logged when its last byte has been written.
  func closed(with response: Response, template: String?, meter: RouteMeter) -> Response {
    guard case .stream(let length, let write) = response.body, method != .head else {
      let bytes: Int = if case .bytes(let body) = response.body, method != .head { body.count } else { 0 }
      close(status: response.status, bytes: bytes, template: template, meter: meter, isCut: false)
      return response
    }
    var response = response
    let status = response.status
    response.body = .stream(length: length) { sink in
      let counter = CountingSink(sink)
      do {
        try await write(counter)
      } catch {
        log.write(.warning, "stream broken off", ["requestId": identity.requestID, "error": String(reflecting: error)])
        close(status: status, bytes: counter.count, template: template, meter: meter, isCut: true)
        throw error
      }
      close(status: status, bytes: counter.count, template: template, meter: meter, isCut: false)
    }
    return response
  }

  private func close(status: Int, bytes: Int, template: String?, meter: RouteMeter, isCut: Bool) {
    let duration = start.microsecondsSince
    meter.record(status: status, microseconds: duration)
    let level: Log.Level = status >= 500 ? .error : isCut ? .warning : .info
    guard log.writes(level) else { return }
    var line = log.line(level, "request")
    line.add("requestId", text: identity.requestID)
    line.add("traceId", text: identity.traceID)
    line.add("method", text: method.rawValue)
    if let template { line.add("route", text: template) }
    line.add("status", status)
    line.add("bytes", bytes)
    line.add("durationMs", milliseconds: duration)
    log.write(line)
  }
}

/// A moment on a clock that only goes forward.
struct Moment: Sendable {
  private let nanoseconds: Int

  static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Moment(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
  }

  /// How long ago it was.
  var microsecondsSince: Int { (Moment.now.nanoseconds - nanoseconds) / 1_000 }
}

/// Counts what goes through to another sink.
private final class CountingSink: BodySink {
  private let sink: any BodySink
  private let total = Atomic<Int>(0)

  init(_ sink: any BodySink) {
    self.sink = sink
  }

  var count: Int { total.load(ordering: .relaxed) }

  func write(_ bytes: [UInt8]) async throws {
    try await sink.write(bytes)
    total.wrappingAdd(bytes.count, ordering: .relaxed)
  }
}
