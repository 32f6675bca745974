import JSON

/// Reads a feed of any length, block by block, and gives its records; holds one block and one record.
struct FeedReader {
  private let nextBlock: () throws -> [UInt8]?
  private var splitter: JSONRecordSplitter
  private var hasEnded = false

  /// A reader of the bytes that `nextBlock` gives, until nil.
  init(recordLimit: Int = FeedReader.recordLimit, blocks nextBlock: @escaping () throws -> [UInt8]?) {
    self.nextBlock = nextBlock
    splitter = JSONRecordSplitter(recordLimit: recordLimit)
  }

  /// The longest record that is read, in bytes.
  static let recordLimit = 8 << 20

  /// Reads one block and hands each item that ends in it to `each`; false when the feed is at its end.
  mutating func readBlock(_ each: (JSONRecordSplitter.Item) throws -> Void) throws -> Bool {
    guard !hasEnded else { return false }
    if let block = try nextBlock() {
      try block.withUnsafeBytes { try splitter.feed($0, each) }
    } else {
      hasEnded = true
      try splitter.finish(each)
    }
    return true
  }
}
