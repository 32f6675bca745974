/// A first-in, first-out queue over an array; both ends cost constant time on average.
public struct Queue<Element> {
  private var items: [Element?] = []
  private var head = 0

  public init() {}

  public var isEmpty: Bool { head == items.count }
  public var count: Int { items.count - head }
  public var first: Element? { isEmpty ? nil : items[head] }

  public mutating func append(_ element: Element) {
    items.append(element)
  }

  public mutating func popFirst() -> Element? {
    guard !isEmpty else { return nil }
    let element = items[head].take()
    head += 1
    if head == items.count {
      items.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64 && head * 2 >= items.count {
      items.removeFirst(head)
      head = 0
    }
    return element
  }

  /// Empties the queue and gives what was in it, in order.
  public mutating func takeAll() -> [Element] {
    var all: [Element] = []
    while let element = popFirst() { all.append(element) }
    return all
  }
}
