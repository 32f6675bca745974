extension JSONRecordSplitter {
  typealias Fed = UnsafeBufferPointer<UInt8>

  /// Looks for the next record, or the end of what stands around it.
  mutating func readBetween(_ fed: Fed, from start: Int, _ each: (Item) throws -> Void) rethrows -> Int {
    var place = start
    while place < fed.count, phase == .between {
      let byte = fed[place]
      switch (byte, surroundings) {
      case (Byte.newline, _): position.newline(at: place)
      case (Byte.space, _), (Byte.tab, _), (Byte.carriageReturn, _), (Byte.comma, _): break
      case (Byte.openBracket, .stream):
        surroundings = .array(line: position.line)
        beganLine = position.isAtLineStart
        position.isAtLineStart = false
      case (Byte.openBrace, _), (Byte.openBracket, _):
        beginRecord(at: place, .structure)
        nesting.open(byte)
        previous = byte
      case (Byte.closeBracket, .array(let line)):
        surroundings = .stream
        noteEnd(from: line)
      case (Byte.closeBracket, .page): goOnWithPage()
      case (Byte.closeBrace, .page(let line, _)):
        surroundings = .stream
        try each(nextBroken(line: line, reason: "This page ends before its contents do."))
      case (Byte.quote, .array), (Byte.quote, .page): beginRecord(at: place, .string)
      default: beginRecord(at: place, .bare)
      }
      place += 1
    }
    return place
  }

  /// After its `contents`, a page is an object with one bracket open, nothing of which is kept.
  private mutating func goOnWithPage() {
    isSkipping = true
    position.isAtLineStart = false
    nesting = Nesting()
    nesting.open(Byte.openBrace)
    previous = Byte.closeBracket
    phase = .structure
  }

  /// Reads on to the end of a record without brackets or quotes: the end of the line, or what separates elements.
  mutating func readBare(_ fed: Fed, from start: Int, _ each: (Item) throws -> Void) rethrows -> Int {
    for place in start..<fed.count {
      switch fed[place] {
      case Byte.newline: break
      case Byte.comma, Byte.quote, Byte.openBrace, Byte.closeBrace, Byte.openBracket, Byte.closeBracket:
        if surroundings == .stream { continue }
      default: continue
      }
      try endRecord(before: place, in: fed, each)
      return place
    }
    return fed.count
  }

  /// Reads on in a string to its end.
  mutating func readString(_ fed: Fed, from start: Int, _ each: (Item) throws -> Void) rethrows -> Int {
    var place = start
    if phase == .escape, fed[place] != Byte.newline {
      phase = .string
      place += 1
    }
    let runStart = place
    while let start = fed.baseAddress, fed.count - place >= 8 {
      let marks = EightBytes.specialInStream(EightBytes.load(start + place))
      if marks != 0 {
        place += EightBytes.first(marks)
        break
      }
      place += 8
    }
    while place < fed.count, fed[place] != Byte.quote, fed[place] != Byte.backslash, fed[place] != Byte.newline {
      place += 1
    }
    memberName.read(fed[runStart..<place])
    guard place < fed.count else { return place }
    switch fed[place] {
    case Byte.backslash:
      phase = .escape
      memberName.readEscape()
    case Byte.newline:
      position.newline(at: place)
      try breakOff("A line ends inside a string of this \(isSkipping ? "page" : "record").", resumeNow: false, each)
    default:
      previous = Byte.quote
      phase = .structure
      if nesting.depth == 0 { try endRecord(before: place + 1, in: fed, each) }
    }
    return place + 1
  }

  /// After a broken record, looks for a line that begins a new one.
  mutating func skipLost(_ fed: Fed, from start: Int) -> Int {
    for place in start..<fed.count {
      switch fed[place] {
      case Byte.newline: position.newline(at: place)
      case Byte.space, Byte.tab, Byte.carriageReturn: break
      case Byte.openBrace where position.isAtLineStart && position.column(of: place) <= recordColumn:
        resume(column: position.column(of: place))
        return place
      default: position.isAtLineStart = false
      }
    }
    return fed.count
  }

  /// Goes on between records with the line at hand, whose first bracket stands at `column`; a page that does not stand
  /// around it is given up.
  mutating func resume(column: Int) {
    phase = .between
    if case .page(_, let pageColumn) = surroundings, column <= pageColumn {
      surroundings = .stream
    }
  }
}
