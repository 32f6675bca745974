import HTTP
import Synchronization

/// The counters of one route on one loop; only that loop adds to them, so the atomics are never contended.
final class RouteMeter: Sendable {
  /// The upper bounds of the duration histogram, in microseconds; a last bucket has none.
  static let bounds = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000,
  ]

  let method: String
  let template: String
  private let classes: InlineArray<5, Atomic<Int>>
  private let buckets: InlineArray<13, Atomic<Int>>
  private let microseconds = Atomic<Int>(0)

  init(method: String, template: String) {
    self.method = method
    self.template = template
    classes = InlineArray { _ in Atomic(0) }
    buckets = InlineArray { _ in Atomic(0) }
  }

  /// Counts one answer.
  func record(status: Int, microseconds duration: Int) {
    classes[min(max(status / 100, 1), 5) - 1].wrappingAdd(1, ordering: .relaxed)
    var bucket = 0
    while bucket < Self.bounds.count, duration > Self.bounds[bucket] { bucket += 1 }
    buckets[bucket].wrappingAdd(1, ordering: .relaxed)
    microseconds.wrappingAdd(duration, ordering: .relaxed)
  }

  /// What was counted so far.
  var reading: Reading {
    Reading(
      classes: (0..<5).map { classes[$0].load(ordering: .relaxed) },
      buckets: (0..<13).map { buckets[$0].load(ordering: .relaxed) },
      microseconds: microseconds.load(ordering: .relaxed))
  }

  /// The counters at one moment, to be added up over loops.
  struct Reading {
    var classes: [Int]
    var buckets: [Int]
    var microseconds: Int

    static func + (left: Reading, right: Reading) -> Reading {
      Reading(
        classes: zip(left.classes, right.classes).map(+), buckets: zip(left.buckets, right.buckets).map(+),
        microseconds: left.microseconds + right.microseconds)
    }
  }
}
