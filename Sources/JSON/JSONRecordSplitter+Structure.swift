extension JSONRecordSplitter {
  /// Reads on in an object or array, or in a page outside its `contents`, to the next string or the end.
  mutating func readStructure(_ fed: Fed, from start: Int, _ each: (Item) throws -> Void) rethrows -> Int {
    var place = start
    while place < fed.count {
      let byte = fed[place]
      switch byte {
      case Byte.space, Byte.tab, Byte.carriageReturn: break
      case Byte.newline: position.newline(at: place)
      case Byte.quote:
        let isMemberName = couldBePage && (previous == Byte.openBrace || previous == Byte.comma)
        memberName.begin(isWanted: isMemberName)
        position.isAtLineStart = false
        phase = .string
        return place + 1
      case Byte.openBrace, Byte.openBracket:
        if byte == Byte.openBrace, position.isAtLineStart, mustBeNewRecord(column: position.column(of: place)) {
          try breakOff(
            "A new record begins before this \(isSkipping ? "page" : "record") is closed.", resumeNow: true, each)
          resume(column: position.column(of: place))
          return place
        }
        position.isAtLineStart = false
        if byte == Byte.openBracket, couldBePage, previous == Byte.colon, memberName.isContents {
          beginContents()
          return place + 1
        }
        nesting.open(byte)
        previous = byte
      case Byte.closeBrace, Byte.closeBracket:
        position.isAtLineStart = false
        guard nesting.close(byte) else {
          try breakOff(
            "A bracket of this \(isSkipping ? "page" : "record") is closed by one of another kind; "
              + "the rest of the line was left out.", resumeNow: false, each)
          return place + 1
        }
        previous = byte
        if nesting.depth == 0 {
          try endStructure(at: place, in: fed, each)
          return place + 1
        }
      default:
        position.isAtLineStart = false
        previous = byte
      }
      place += 1
    }
    return place
  }

  /// Whether the innermost bracket open is that of an object outside any array, which may turn out to be a page.
  private var couldBePage: Bool {
    nesting.depth == 1 && nesting.isInObject && (isSkipping || surroundings == .stream)
  }

  /// The object being read is a page: what was held of it is dropped, and its contents come as records.
  private mutating func beginContents() {
    if !isSkipping { surroundings = .page(line: recordLine, column: recordColumn) }
    isSkipping = false
    buffer.discard()
    phase = .between
  }

  private mutating func endStructure(at place: Int, in fed: Fed, _ each: (Item) throws -> Void) rethrows {
    guard isSkipping, let line = surroundings.line else {
      return try endRecord(before: place + 1, in: fed, each)
    }
    noteEnd(from: line)
    isSkipping = false
    surroundings = .stream
    phase = .between
  }

  /// Whether a brace that begins a line at `column` cannot belong to what is being read.
  private func mustBeNewRecord(column: Int) -> Bool {
    if case .page(_, let pageColumn) = surroundings, isSkipping {
      return column <= pageColumn && !valueMayStandHere
    }
    guard column <= recordColumn else { return false }
    let isDelimitedByLines = fillsLines == true && beganLine && (surroundings.line ?? recordLine) == recordLine
    return isDelimitedByLines || !valueMayStandHere
  }

  /// Whether JSON allows a value after the byte before this one.
  private var valueMayStandHere: Bool {
    switch previous {
    case Byte.colon, Byte.openBracket: true
    case Byte.comma: !nesting.isInObject
    default: false
    }
  }
}

/// Tells whether a member is named `contents`, from pieces of its name.
struct MemberNameProbe {
  private var isWanted = false
  /// The first eight bytes of the name, the first one highest.
  private var head: UInt64 = 0
  private var length = 0

  private static let contents = Array("contents".utf8).reduce(0) { $0 << 8 | UInt64($1) }

  var isContents: Bool { length == 8 && head == Self.contents }

  /// Begins a string, which matters only where the name of a member stands.
  mutating func begin(isWanted: Bool) {
    self.isWanted = isWanted
    if isWanted { (head, length) = (0, 0) }
  }

  mutating func read(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard isWanted else { return }
    for byte in bytes.prefix(8) { head = head << 8 | UInt64(byte) }
    length += bytes.count
  }

  /// A name with an escape never counts as `contents`.
  mutating func readEscape() {
    if isWanted { length += 9 }
  }
}
