import Synchronization
import TestSupport
import Testing

@testable import Reactor

@Suite struct TimerHeapTests {
  @Test(arguments: [1, 2, 3, 17, 200]) func timersComeInTheOrderOfTheirDeadlines(count: Int) {
    var heap = TimerHeap()
    var generator = SystemRandomNumberGenerator()
    let deadlines = (0..<count).map { _ in UInt64.random(in: 0..<50, using: &generator) }
    var timers: [LoopTimer] = []
    for deadline in deadlines {
      let timer = LoopTimer(deadline: deadline) {}
      timers.append(timer)
      heap.insert(timer)
    }
    // Every third is taken out again, and once more, which changes nothing.
    var left = deadlines
    for index in stride(from: count - 1, through: 0, by: -3) {
      heap.remove(timers[index])
      heap.remove(timers[index])
      left.remove(at: index)
    }
    var taken: [UInt64] = []
    while let next = heap.next, heap.takeDue(at: 100) != nil { taken.append(next) }
    #expect(taken == left.sorted())
    #expect(heap.next == nil)
  }

  @Test func nothingIsDueBeforeItsTime() {
    var heap = TimerHeap()
    heap.insert(LoopTimer(deadline: 10) {})
    #expect(heap.takeDue(at: 9) == nil)
    #expect(heap.takeDue(at: 10) != nil)
  }
}

@Suite struct QueueTests {
  @Test func firstInIsFirstOut() {
    var queue = Queue<Int>()
    var model: [Int] = []
    for number in 0..<2_000 {
      queue.append(number)
      model.append(number)
      if number % 3 != 0 { #expect(queue.popFirst() == model.removeFirst()) }
      #expect(queue.count == model.count)
      #expect(queue.first == model.first)
    }
    #expect(queue.takeAll() == model)
    #expect(queue.isEmpty)
  }
}

@Suite struct EventLoopTests {
  @Test func tasksStayOnTheLoop() throws {
    try onLoop { loop in
      #expect(loop.isCurrent)
      await loop.sleep(nanoseconds: 1_000_000)
      #expect(loop.isCurrent)
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<10 { group.addTask { loop.isCurrent } }
        for await isOnLoop in group { #expect(isOnLoop) }
      }
    }
  }

  @Test func workFromManyThreadsIsAllDone() async throws {
    let loop = try EventLoop()
    try loop.start()
    defer { loop.stop() }
    let count = Count()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1_000 { await Task(executorPreference: loop) { count.add() }.value }
        }
      }
    }
    #expect(count.value == 8_000)
  }

  @Test func aCancelledTimerDoesNotFire() throws {
    try onLoop { loop in
      let fired = Count()
      let timer = loop.schedule(after: 1_000_000) { fired.add() }
      loop.cancel(timer)
      await loop.sleep(nanoseconds: 10_000_000)
      #expect(fired.value == 0)
    }
  }

  private final class Count: Sendable {
    private let number = Atomic<Int>(0)

    var value: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
  }
}
