/// An action that a loop will call once, at a moment.
public final class LoopTimer {
  fileprivate let deadline: UInt64
  private let action: () -> Void
  /// Its place in the heap; -1 when it is not in one.
  fileprivate var place = -1

  init(deadline: UInt64, action: @escaping () -> Void) {
    self.deadline = deadline
    self.action = action
  }

  func fire() { action() }
}

/// Timers in order of their deadlines: a binary heap that knows each timer's place, so that removal costs log n.
struct TimerHeap {
  private var heap: [LoopTimer] = []

  /// The earliest deadline, in monotonic nanoseconds.
  var next: UInt64? { heap.first?.deadline }

  mutating func insert(_ timer: LoopTimer) {
    timer.place = heap.count
    heap.append(timer)
    rise(timer.place)
  }

  mutating func remove(_ timer: LoopTimer) {
    let place = timer.place
    guard place >= 0, place < heap.count, heap[place] === timer else { return }
    exchange(place, heap.count - 1)
    heap.removeLast().place = -1
    if place < heap.count {
      sink(place)
      rise(place)
    }
  }

  /// Takes out the earliest timer that is due, if one is.
  mutating func takeDue(at now: UInt64) -> LoopTimer? {
    guard let first = heap.first, first.deadline <= now else { return nil }
    remove(first)
    return first
  }

  private mutating func exchange(_ left: Int, _ right: Int) {
    heap.swapAt(left, right)
    heap[left].place = left
    heap[right].place = right
  }

  private mutating func rise(_ start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[place].deadline < heap[parent].deadline else { return }
      exchange(place, parent)
      place = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].deadline < heap[least].deadline {
        least = child
      }
      guard least != place else { return }
      exchange(place, least)
      place = least
    }
  }
}
