/// One reading of a text as HTML, from which plain text comes.
struct HTMLRenderer {
  private let text: [UInt8]
  private let lineEndsCount: Bool
  private var scanner: HTMLScanner
  private var writer = PlainTextWriter()
  private var steps = 0

  /// The plain text of `text` after one reading: tags are gone, references resolved once.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - lineEndsCount: whether a line end in `text` is one in the result, or only white space.
  ///   - steps: grows by the number of times a byte was looked at.
  static func text(of text: [UInt8], lineEndsCount: Bool, steps: inout Int) -> [UInt8] {
    var renderer = HTMLRenderer(text: text, lineEndsCount: lineEndsCount)
    renderer.render()
    steps += renderer.steps + renderer.scanner.steps + renderer.writer.steps
    return renderer.writer.output
  }

  private init(text: [UInt8], lineEndsCount: Bool) {
    self.text = text
    self.lineEndsCount = lineEndsCount
    scanner = HTMLScanner(text)
  }

  private mutating func render() {
    var index = 0
    while index < text.count {
      let next = end(ofPieceAt: index)
      steps += max(next - index, 1)
      index = next
    }
    writer.closeLink()
  }

  /// Writes the word, space, reference, tag or comment that begins at `start`; returns where it ends.
  private mutating func end(ofPieceAt start: Int) -> Int {
    let byte = text[start]
    switch byte {
    case UInt8(ascii: "<"):
      if let markup = scanner.markup(at: start) { return write(markup) }
    case UInt8(ascii: "&"):
      if let (scalar, end) = CharacterReference.scalar(in: text, at: start) {
        writer.character(scalar)
        return end
      }
    case _ where byte.isWhitespace:
      return writeWhitespace(at: start)
    case 0x80...:
      return writeBeyondASCII(at: start)
    case _ where !Self.isVisible(byte):
      return start + 1
    default: break
    }
    var end = start + 1
    while end < text.count, Self.isOrdinary(text[end]) { end += 1 }
    writer.word(text[start..<end])
    return end
  }

  /// Whether `byte` is part of a word wherever it stands.
  private static func isOrdinary(_ byte: UInt8) -> Bool {
    isVisible(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&")
  }

  private static func isVisible(_ byte: UInt8) -> Bool {
    ASCII.space < byte && byte < ASCII.delete
  }

  /// Writes one character of white space, CR LF being one.
  private mutating func writeWhitespace(at start: Int) -> Int {
    guard lineEndsCount, text[start] == ASCII.lineFeed || text[start] == ASCII.carriageReturn else {
      writer.space()
      return start + 1
    }
    writer.lineBreak()
    let isPair = text[start] == ASCII.carriageReturn && start + 1 < text.count && text[start + 1] == ASCII.lineFeed
    return start + (isPair ? 2 : 1)
  }

  private mutating func writeBeyondASCII(at start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    switch text[start] {
    // Only these begin characters that are white space, joiners or invisible: those from U+0080, U+0600, U+1000,
    // U+2000, U+3000, U+F000 and U+E0000 on.
    case 0xC2, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF3:
      for scalar in String(decoding: text[start..<end], as: UTF8.self).unicodeScalars { writer.character(scalar) }
    default:
      writer.word(text[start..<end])
    }
    return end
  }

  private mutating func write(_ markup: HTMLScanner.Markup) -> Int {
    guard let tag = markup.tag else { return markup.end }
    switch tag.element {
    case .inline: break
    case .paragraph: writer.paragraph()
    case .line: writer.line()
    case .lineBreak: writer.lineBreak()
    case .list(let isOrdered): tag.isEnd ? writer.closeList() : writer.openList(isOrdered: isOrdered)
    case .item: tag.isEnd ? writer.closeItem() : writer.openItem()
    case .table:
      writer.closeRow()
      writer.paragraph()
    case .row: tag.isEnd ? writer.closeRow() : writer.openRow()
    case .cell: if !tag.isEnd { writer.openCell() }
    case .link: tag.isEnd ? writer.closeLink() : writer.openLink(to: tag.link.flatMap(target))
    case .hidden: if !tag.isEnd { return scanner.end(ofHidden: tag.name, from: markup.end) ?? markup.end }
    }
    return markup.end
  }

  private func target(of href: Range<Int>) -> LinkTarget? {
    LinkTarget(href: String(decoding: CharacterReference.resolved(Array(text[href])), as: UTF8.self))
  }
}
