/// Where a stream has been read to, in lines and in bytes from the start of the line.
struct StreamPosition {
  /// The current line, from 1.
  private(set) var line = 1
  /// Whether the current line holds nothing but white space so far.
  var isAtLineStart = true
  /// The offset in the stream of the bytes now fed, and of the current line.
  private var fedOffset = 0
  private var lineOffset = 0

  /// How many bytes of its line stand before `place` in the bytes now fed.
  func column(of place: Int) -> Int {
    fedOffset + place - lineOffset
  }

  /// Begins the line after the newline at `place`.
  mutating func newline(at place: Int) {
    line += 1
    isAtLineStart = true
    startLine(at: place + 1)
  }

  /// Lets columns count from `place` on.
  mutating func startLine(at place: Int) {
    lineOffset = fedOffset + place
  }

  /// Moves on past `count` bytes that were fed.
  mutating func advance(by count: Int) {
    fedOffset += count
  }
}
