/// Builds plain text out of words, breaks and the marks of lists, tables and links.
///
/// Breaks, spaces and marks are put off until the next word, so that none is doubled, none stands at either end and
/// none belongs to an empty item or cell.
struct PlainTextWriter {
  private(set) var output: [UInt8] = []
  /// How often a byte that was written was looked at again.
  private(set) var steps = 0

  /// Line ends to write before the next word: 2 make a blank line.
  private var breaks = 0
  private var hasSpace = false
  private var joiner: Unicode.Scalar?
  /// For each list that is open the number of its last item, nil where items have none.
  private var lists: [Int?] = []
  private var itemMark: String?
  private var row: Row?
  private var link: Link?

  private struct Row {
    var cells = 0
    /// Cells that began since the last word.
    var separators = 0
    /// Where the text of the row begins; nil while it has none.
    var start: Int?
  }

  private struct Link {
    let target: LinkTarget
    /// Where the text of the link begins; nil while it has none.
    var start: Int?
  }

  /// Writes visible characters as UTF-8.
  mutating func word(_ bytes: some Collection<UInt8>) {
    let end = output.count
    writePrefix()
    if let joiner, end == output.count, let last = output.last, let next = bytes.first, last >= 0x80, next >= 0x80 {
      output.append(contentsOf: joiner.utf8)
    }
    joiner = nil
    output.append(contentsOf: bytes)
  }

  /// Writes any one character: white space collapses, a joiner waits for what it joins, the invisible is left out.
  mutating func character(_ scalar: Unicode.Scalar) {
    if scalar.isSpace {
      space()
    } else if scalar.isJoiner {
      joiner = scalar
    } else if !scalar.isInvisible {
      word(scalar.utf8)
    }
  }

  /// Sets the next word apart from the last one.
  mutating func space() {
    hasSpace = true
  }

  /// Writes what was put off until there is a word.
  private mutating func writePrefix() {
    if breaks > 0, !output.isEmpty {
      output.append(contentsOf: repeatElement(ASCII.lineFeed, count: breaks))
    } else if hasSpace, !output.isEmpty, row?.separators ?? 0 == 0 {
      output.append(ASCII.space)
    }
    breaks = 0
    hasSpace = false
    writeSeparators()
    if let itemMark { output.append(contentsOf: itemMark.utf8) }
    itemMark = nil
    if link != nil, link?.start == nil { link?.start = output.count }
  }
}

// Lines
extension PlainTextWriter {
  /// Ends the line; twice in a row leaves a blank line.
  mutating func lineBreak() {
    requireBreaks(breaks + 1)
  }

  /// Begins a line, unless one has just begun.
  mutating func line() {
    requireBreaks(1)
  }

  /// Leaves a blank line, or inside of a list begins a line.
  mutating func paragraph() {
    requireBreaks(lists.isEmpty ? 2 : 1)
  }

  private mutating func requireBreaks(_ count: Int) {
    if let row, row.cells > 1 {
      hasSpace = true  // A row of a table stays one line.
    } else if itemMark == nil, row == nil || row?.start != nil {
      breaks = min(max(breaks, count), 2)
    }
  }
}

// Lists
extension PlainTextWriter {
  mutating func openList(isOrdered: Bool) {
    paragraph()
    lists.append(isOrdered ? 0 : nil)
  }

  mutating func closeList() {
    itemMark = nil
    if !lists.isEmpty { lists.removeLast() }
    paragraph()
  }

  mutating func openItem() {
    closeItem()
    itemMark = "- "
    if let list = lists.indices.last, let number = lists[list] {
      lists[list] = number + 1
      itemMark = "\(number + 1). "
    }
  }

  mutating func closeItem() {
    itemMark = nil
    line()
  }
}

// Tables
extension PlainTextWriter {
  mutating func openRow() {
    closeRow()
    line()
    row = Row()
  }

  mutating func closeRow() {
    closeLink()
    row = nil
    closeItem()
  }

  /// Begins a cell. A second one shows that the row is a line of a table, not a frame round a page: from then on it is
  /// one line, and the lines of its first cell are joined.
  mutating func openCell() {
    closeLink()
    if row == nil { openRow() }
    itemMark = nil
    row?.cells += 1
    guard let row, row.cells > 1 else { return }
    self.row?.separators += 1
    if row.cells == 2, let start = row.start {
      breaks = 0
      joinLines(from: start)
    }
  }

  private mutating func joinLines(from start: Int) {
    steps += output.count - start
    let lines = output[start...].split(separator: ASCII.lineFeed)
    output.replaceSubrange(start..., with: Array(lines.joined(separator: [ASCII.space])))
  }

  private mutating func writeSeparators() {
    guard var row else { return }
    for _ in 0..<row.separators {
      if row.start != nil { output.append(ASCII.space) }
      row.start = row.start ?? output.count
      output.append(UInt8(ascii: "|"))
    }
    if row.separators > 0 { output.append(ASCII.space) }
    row.separators = 0
    row.start = row.start ?? output.count
    self.row = row
  }
}

// Links
extension PlainTextWriter {
  /// Begins a link, which ends the one before it: links do not nest.
  mutating func openLink(to target: LinkTarget?) {
    closeLink()
    // After the address of a link that ended here.
    if output.last == UInt8(ascii: ")") { space() }
    link = target.map { Link(target: $0) }
  }

  /// Ends the link and tells its target after its text, unless the text is the target.
  mutating func closeLink() {
    guard let link else { return }
    self.link = nil
    guard let start = link.start else {
      space()
      word(link.target.shown.utf8)
      space()
      return
    }
    steps += output.count - start
    if !link.target.isTold(by: output[start...]) { output.append(contentsOf: " (\(link.target.shown))".utf8) }
  }
}
