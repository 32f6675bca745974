/// The field lines of a message in the order received: one block of bytes and the places of names and values in it,
/// so that a request costs two allocations however many fields it has.
///
/// Names are compared without regard to case (RFC 9110 §5.1).
public struct Fields: Sendable {
  /// Where one field line's name and value lie in the block.
  struct Entry: Sendable {
    let nameStart: UInt32
    let nameEnd: UInt32
    var valueStart: UInt32
    var valueEnd: UInt32

    init(name: Range<Int>, value: Range<Int>) {
      nameStart = UInt32(name.lowerBound)
      nameEnd = UInt32(name.upperBound)
      valueStart = UInt32(value.lowerBound)
      valueEnd = UInt32(value.upperBound)
    }

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }

    var value: Range<Int> {
      get { Int(valueStart)..<Int(valueEnd) }
      set {
        valueStart = UInt32(newValue.lowerBound)
        valueEnd = UInt32(newValue.upperBound)
      }
    }
  }

  private let block: [UInt8]
  private let entries: [Entry]

  init(block: [UInt8], entries: [Entry]) {
    self.block = block
    self.entries = entries
  }

  /// Fields that did not come over a wire, taken as they are.
  public init(_ pairs: [(String, String)] = []) {
    var block: [UInt8] = []
    entries = pairs.map { name, value in
      let start = block.count
      block.append(contentsOf: name.utf8)
      let middle = block.count
      block.append(contentsOf: value.utf8)
      return Entry(name: start..<middle, value: middle..<block.count)
    }
    self.block = block
  }

  /// The number of field lines; a name sent twice counts twice.
  public var count: Int { entries.count }

  /// The first value of a field, or nil. Bytes that are not UTF-8 show as U+FFFD; `bytes(_:)` has them as sent.
  public subscript(_ name: String) -> String? {
    entry(name).map { text($0.value) }
  }

  /// The first value of a field exactly as it was sent, without the blanks around it.
  public func bytes(_ name: String) -> ArraySlice<UInt8>? {
    entry(name).map { block[$0.value] }
  }

  /// Every value of a field, one for each line, in order.
  public func values(_ name: String) -> [String] {
    entries.filter { matches($0, name) }.map { text($0.value) }
  }

  /// Whether the field was sent at all, be its value empty.
  public func contains(_ name: String) -> Bool {
    entry(name) != nil
  }

  private func entry(_ name: String) -> Entry? {
    entries.first { matches($0, name) }
  }

  private func matches(_ entry: Entry, _ name: String) -> Bool {
    guard entry.name.count == name.utf8.count else { return false }
    return zip(block[entry.name], name.utf8).allSatisfy { $0.lowercased == $1.lowercased }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: block[range], as: UTF8.self)
  }
}

extension Fields: Sequence {
  /// Walks the field lines in the order received.
  public struct Iterator: IteratorProtocol {
    private let fields: Fields
    private var index = 0

    fileprivate init(_ fields: Fields) { self.fields = fields }

    /// The next field line, as text.
    public mutating func next() -> (name: String, value: String)? {
      guard index < fields.entries.count else { return nil }
      defer { index += 1 }
      let entry = fields.entries[index]
      return (fields.text(entry.name), fields.text(entry.value))
    }
  }

  /// An iterator over all field lines.
  public func makeIterator() -> Iterator { Iterator(self) }
}
