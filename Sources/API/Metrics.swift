import HTTP
import Synchronization

/// What the service counts and measures, rendered for Prometheus (text exposition format 0.0.4).
///
/// Every loop counts for itself; the numbers are added up when somebody asks. Labels are route templates, never paths.
public final class Metrics: Sendable {
  /// The two kinds of number that parts of the service register.
  public enum Kind: String, Sendable {
    /// A number that goes up and down.
    case gauge
    /// A number that only grows while the process lives; its name ends in `_total`.
    case counter
  }

  private struct Number: Sendable {
    let name: String
    let help: String
    let kind: Kind
    let labels: String
    let read: @Sendable () -> Double
  }

  private struct State {
    var meters: [RouteMeter] = []
    var numbers: [Number] = []
  }

  private let state = Mutex(State())

  /// No numbers yet.
  public init() {}

  /// Registers a number that is read when somebody asks, from any thread.
  ///
  /// - Parameter labels: pairs that tell numbers of one name apart, for example the loop they belong to.
  public func add(
    _ kind: Kind, _ name: String, help: String, labels: KeyValuePairs<String, String> = [:],
    read: @escaping @Sendable () -> Double
  ) {
    let pairs = labels.map { "\($0)=\"\(Self.escape($1))\"" }.joined(separator: ",")
    let number = Number(name: name, help: help, kind: kind, labels: pairs.isEmpty ? "" : "{\(pairs)}", read: read)
    state.withLock { $0.numbers.append(number) }
  }

  /// Counters for a route on one loop.
  func meter(method: String, template: String) -> RouteMeter {
    let meter = RouteMeter(method: method, template: template)
    state.withLock { $0.meters.append(meter) }
    return meter
  }

  /// Everything, as Prometheus reads it.
  public func render() -> [UInt8] {
    let (meters, numbers) = state.withLock { ($0.meters, $0.numbers) }
    var text = Self.requests(meters)
    var seen: Set<String> = []
    for number in numbers where seen.insert(number.name).inserted {
      text += "# HELP \(number.name) \(number.help)\n# TYPE \(number.name) \(number.kind.rawValue)\n"
      for same in numbers where same.name == number.name { text += "\(same.name)\(same.labels) \(same.read())\n" }
    }
    return Array(text.utf8)
  }

  private static func requests(_ meters: [RouteMeter]) -> String {
    var order: [String] = []
    var readings: [String: RouteMeter.Reading] = [:]
    for meter in meters {
      let labels = "method=\"\(meter.method)\",route=\"\(escape(meter.template))\""
      if let known = readings[labels] {
        readings[labels] = known + meter.reading
      } else {
        order.append(labels)
        readings[labels] = meter.reading
      }
    }
    let used = order.compactMap { labels in readings[labels].map { (labels, $0) } }.filter {
      $1.classes.contains { $0 > 0 }
    }
    var text = """
      # HELP http_requests_total Requests answered, by route and class of status.
      # TYPE http_requests_total counter

      """
    for (labels, reading) in used {
      for (index, count) in reading.classes.enumerated() where count > 0 {
        text += "http_requests_total{\(labels),status=\"\(index + 1)xx\"} \(count)\n"
      }
    }
    text += """
      # HELP http_request_duration_seconds How long requests took from their head to their answer, by route.
      # TYPE http_request_duration_seconds histogram

      """
    for (labels, reading) in used { text += histogram(labels, reading) }
    return text
  }

  private static func histogram(_ labels: String, _ reading: RouteMeter.Reading) -> String {
    var text = ""
    var sum = 0
    for (index, count) in reading.buckets.enumerated() {
      sum += count
      let bound = index < RouteMeter.bounds.count ? "\(Double(RouteMeter.bounds[index]) / 1_000_000)" : "+Inf"
      text += "http_request_duration_seconds_bucket{\(labels),le=\"\(bound)\"} \(sum)\n"
    }
    text += "http_request_duration_seconds_sum{\(labels)} \(Double(reading.microseconds) / 1_000_000)\n"
    text += "http_request_duration_seconds_count{\(labels)} \(sum)\n"
    return text
  }

  /// A label's value with backslash, quotation mark and line feed escaped.
  private static func escape(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
