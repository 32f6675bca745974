/// Bytes received and not used yet. Taking from the front moves nothing; what was used is given up once it is more
/// than what is left, so that every byte is moved at most once on average.
struct ReceiveBuffer: Sendable {
  /// An emptied buffer larger than this is let go, so that an idle connection stays small.
  private static let keptCapacity = 4 * 1024

  private var storage: [UInt8] = []
  /// The first byte in `storage` that was not used.
  private var start = 0

  var count: Int { storage.count - start }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > count {
      storage.removeSubrange(0..<start)
      start = 0
    }
    bytes.withMemoryRebound(to: UInt8.self) { storage.append(contentsOf: $0) }
  }

  /// Lets a parser read on, and gives up the head once it is complete.
  mutating func readHead(with parser: inout RequestParser) throws(WireFault) -> RequestHead? {
    guard let head = try parser.parse(storage.span.extracting(start..<storage.count)) else { return nil }
    consume(parser.byteCount)
    return head
  }

  /// Lets a decoder read on, and gives up what it is done with, which it counts.
  mutating func readBody(with decoder: inout BodyDecoder, into data: inout [UInt8]) throws(WireFault) -> Int {
    let used = try decoder.decode(storage.span.extracting(start..<storage.count), into: &data)
    consume(used)
    return used
  }

  private mutating func consume(_ byteCount: Int) {
    start += byteCount
    if isEmpty { clear() }
  }

  mutating func clear() {
    storage.removeAll(keepingCapacity: storage.capacity <= Self.keptCapacity)
    start = 0
  }
}
