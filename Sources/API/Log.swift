import Domain
import Glibc
import JSON

/// The log of the service: one JSON object a line, written in batches by a thread of its own, so that who logs never
/// waits for the reader.
///
/// Nothing personal goes into it: no raw path, no query, no address, no body.
public final class Log: Sendable {
  /// How much a line matters; a log leaves out what is below its own level.
  public enum Level: Int, Sendable, Comparable, CaseIterable {
    case debug, info, warning, error

    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The level as lines and settings name it.
    public var name: StaticString {
      switch self {
      case .debug: "debug"
      case .info: "info"
      case .warning: "warning"
      case .error: "error"
      }
    }
  }

  /// The least that is written.
  public let level: Level
  private let now: @Sendable () -> Instant
  private let output: LogOutput

  /// - Parameters:
  ///   - level: the least that is written.
  ///   - descriptor: where lines go; standard error unless said otherwise. It stays the caller's to close.
  ///   - now: the clock that lines are dated by.
  public init(level: Level = .info, descriptor: CInt = STDERR_FILENO, now: @escaping @Sendable () -> Instant) {
    self.level = level
    self.now = now
    output = LogOutput(descriptor: descriptor) { dropped in
      var line = LogLine(time: now(), level: .warning, message: "log lines dropped")
      line.add("count", dropped)
      return line.ended
    }
  }

  deinit {
    output.close()
  }

  /// Whether a line of this level is written.
  public func writes(_ level: Level) -> Bool { level >= self.level }

  /// Writes a line with a message and, under names of their own, what goes with it.
  public func write(_ level: Level, _ message: StaticString, _ details: KeyValuePairs<StaticString, String> = [:]) {
    guard writes(level) else { return }
    var line = line(level, message)
    for (name, value) in details { line.add(name, text: value) }
    write(line)
  }

  /// A line to add to; who asks has asked `writes(_:)` before.
  func line(_ level: Level, _ message: StaticString) -> LogLine {
    LogLine(time: now(), level: level, message: message)
  }

  func write(_ line: LogLine) {
    output.write(line.ended)
  }

  /// Writes out what is waiting; the last thing before the process ends.
  public func flush() {
    output.drain()
  }
}

/// One line in the making, as bytes.
struct LogLine {
  private var bytes: [UInt8] = []

  init(time: Instant, level: Log.Level, message: StaticString) {
    bytes.reserveCapacity(384)
    append("{\"time\":\"")
    bytes.append(contentsOf: time.description.utf8)
    append("\",\"level\":\"")
    append(level.name)
    append("\",\"message\":\"")
    append(message)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a member whose name needs no escaping.
  mutating func add(_ name: StaticString, text: String) {
    begin(name)
    JSONWriter.append(string: text, into: &bytes)
  }

  mutating func add(_ name: StaticString, _ number: Int) {
    begin(name)
    append(number: number)
  }

  /// Adds microseconds as milliseconds with three decimals.
  mutating func add(_ name: StaticString, milliseconds microseconds: Int) {
    begin(name)
    append(number: microseconds / 1000)
    bytes.append(UInt8(ascii: "."))
    for unit in [100, 10, 1] { bytes.append(UInt8(0x30 + microseconds / unit % 10)) }
  }

  /// The whole line with its end.
  var ended: [UInt8] {
    bytes + [UInt8(ascii: "}"), UInt8(ascii: "\n")]
  }

  private mutating func begin(_ name: StaticString) {
    append(",\"")
    append(name)
    append("\":")
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(0x30 + rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
