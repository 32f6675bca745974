import JSON
import Testing

/// What is expected of one item: the text of a record, or what is wrong.
enum Piece: Equatable, Sendable {
  case record(String, line: Int)
  case oversize(line: Int)
  case broken(line: Int)
}

/// Feeds `bytes` in pieces of the sizes that `nextSize` gives.
func items(
  of bytes: [UInt8], recordLimit: Int = 8 << 20, nextSize: () -> Int = { Int.max }
) -> [JSONRecordSplitter.Item] {
  var splitter = JSONRecordSplitter(recordLimit: recordLimit)
  var items: [JSONRecordSplitter.Item] = []
  bytes.withUnsafeBytes { all in
    var start = 0
    while start < all.count {
      let size = min(all.count - start, nextSize())
      splitter.feed(UnsafeRawBufferPointer(rebasing: all[start..<start + size])) { items.append($0) }
      start += size
    }
  }
  splitter.finish { items.append($0) }
  return items
}

/// The pieces of `bytes`, after checks that hold for any stream: the same items however it is cut, indices in order.
func pieces(
  of bytes: [UInt8], recordLimit: Int = 8 << 20, _ location: SourceLocation = #_sourceLocation
) -> [Piece] {
  let whole = items(of: bytes, recordLimit: recordLimit)
  #expect(items(of: bytes, recordLimit: recordLimit) { 1 } == whole, "byte by byte", sourceLocation: location)
  var generator = SplitMix(seed: UInt64(bytes.count))
  for longest in [3, 9, 20, 100] {
    let cut = items(of: bytes, recordLimit: recordLimit) { Int.random(in: 0...longest, using: &generator) }
    #expect(cut == whole, "in pieces of up to \(longest) bytes", sourceLocation: location)
  }
  var indices: [Int] = []
  let pieces = whole.map { item in
    switch item {
    case .record(let bytes, let line, let index):
      indices.append(index)
      return Piece.record(String(decoding: bytes, as: UTF8.self), line: line)
    case .oversize(let line, let index):
      indices.append(index)
      return Piece.oversize(line: line)
    case .broken(let line, let index, let reason):
      indices.append(index)
      #expect(reason.hasSuffix("."), sourceLocation: location)
      return Piece.broken(line: line)
    }
  }
  #expect(indices == Array(0..<pieces.count), sourceLocation: location)
  return pieces
}

/// A stream and its pieces.
struct Stream: Sendable, CustomTestStringConvertible {
  let text: String
  let pieces: [Piece]

  /// A stream of sound records.
  init(_ text: String, _ records: (String, line: Int)...) {
    self.text = text
    pieces = records.map { .record($0.0, line: $0.line) }
  }

  init(_ text: String, pieces: [Piece]) {
    self.text = text
    self.pieces = pieces
  }

  var testDescription: String { text.prefix(80).debugDescription }
}
