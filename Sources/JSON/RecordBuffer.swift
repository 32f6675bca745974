/// The bytes of the record that is being read: held only while a record stretches over the end of what was fed.
struct RecordBuffer {
  private let limit: Int
  private var carried: [UInt8] = []
  /// Where the record begins in the bytes now fed; 0 when it began in earlier ones.
  private var start = 0
  private var isOpen = false
  private var isOversize = false

  init(limit: Int) {
    self.limit = limit
  }

  /// How many bytes are held.
  var count: Int { carried.count }

  /// Begins a record at `place` of the bytes now fed, after `prefix`, which came before them.
  mutating func begin(at place: Int, prefix: ArraySlice<UInt8> = []) {
    carried = Array(prefix)
    start = place
    isOpen = true
    isOversize = false
  }

  /// Keeps what `fed` holds of an unfinished record, unless that is too much.
  mutating func carry(_ fed: UnsafeBufferPointer<UInt8>) {
    guard isOpen else { return }
    append(fed[start...])
    start = 0
  }

  /// The bytes of the record, which ends before `place`; nil when there are more than the limit.
  mutating func end(before place: Int, in fed: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    append(fed[start..<place])
    defer { discard() }
    return isOversize ? nil : carried
  }

  mutating func discard() {
    carried = []
    isOpen = false
  }

  private mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    let needed = carried.count + bytes.count
    guard !isOversize, needed <= limit else {
      isOversize = true
      carried = []
      return
    }
    if needed > carried.capacity {
      // Doubling, as an array does by itself, but never past the limit. The first piece is often the whole record.
      carried.reserveCapacity(carried.isEmpty ? needed : min(limit, max(needed, 2 * carried.capacity)))
    }
    carried.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
  }
}
