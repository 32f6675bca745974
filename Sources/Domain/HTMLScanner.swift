/// Finds tags and comments in a text, leniently and in linear time.
struct HTMLScanner {
  /// One tag, a start or an end of an element.
  struct Tag {
    let name: String
    let element: HTMLElement
    let isEnd: Bool
    /// Where the value of the first `href` attribute stands.
    let link: Range<Int>?
  }

  /// A tag, or where `tag` is nil a comment or a declaration.
  struct Markup {
    let tag: Tag?
    /// The index after its `>`.
    let end: Int
  }

  private let text: [UInt8]
  /// How often a byte was looked at.
  private(set) var steps = 0
  /// Tags that begin before this index are read as if quotes meant nothing; see `attributes(from:)`.
  private var quotesFailBefore = 0
  /// What was looked for once up to the end of the text in vain, so that it is not looked for again.
  private var missing: Set<String> = []

  init(_ text: [UInt8]) {
    self.text = text
  }

  /// What begins with the `<` at `start`, or nil where that is a character of the text.
  mutating func markup(at start: Int) -> Markup? {
    steps += 1
    switch byte(start + 1) {
    case UInt8(ascii: "!"):
      if byte(start + 2) == UInt8(ascii: "-"), byte(start + 3) == UInt8(ascii: "-") {
        // From the first hyphen on, because `<!-->` is a whole comment (HTML Living Standard §13.2.5.43).
        return index(of: "-->", from: start + 2).map { Markup(tag: nil, end: $0 + 3) }
      }
      return declaration(from: start + 2)
    case UInt8(ascii: "?"):
      return declaration(from: start + 2)
    case UInt8(ascii: "/"):
      return tag(nameStart: start + 2, isEnd: true)
    default:
      return tag(nameStart: start + 1, isEnd: false)
    }
  }

  /// The index after the end tag of the hidden element `name` whose content begins at `start`; nil without end tag.
  mutating func end(ofHidden name: String, from start: Int) -> Int? {
    var next = start
    while let endTag = index(of: "</" + name, from: next) {
      next = endTag + 2 + name.utf8.count
      if byte(next).map(isPartOfName) != true { return closing(from: next) ?? next }
    }
    return nil
  }

  private func byte(_ index: Int) -> UInt8? {
    index < text.count ? text[index] : nil
  }

  private func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }

  /// The index of the next `pattern`, which is ASCII in lower case, whatever case it is written in.
  private mutating func index(of pattern: String, from start: Int) -> Int? {
    guard !missing.contains(pattern) else { return nil }
    for index in start..<max(start, text.count) {
      steps += 1
      if text[index] == pattern.utf8.first, text[index...].begins(withLowercased: pattern) { return index }
    }
    missing.insert(pattern)
    return nil
  }

  /// The index after the next `>`, unless a `<` comes first.
  private mutating func closing(from start: Int) -> Int? {
    var stop = start
    while let byte = byte(stop), byte != UInt8(ascii: ">"), byte != UInt8(ascii: "<") { stop += 1 }
    steps += stop - start
    return byte(stop) == UInt8(ascii: ">") ? stop + 1 : nil
  }

  private mutating func declaration(from start: Int) -> Markup? {
    guard let first = byte(start), first.isLetter || first == UInt8(ascii: "[") else { return nil }
    return closing(from: start).map { Markup(tag: nil, end: $0) }
  }
}

extension HTMLScanner {
  private mutating func tag(nameStart: Int, isEnd: Bool) -> Markup? {
    var nameEnd = nameStart
    while let byte = byte(nameEnd), isPartOfName(byte) { nameEnd += 1 }
    steps += nameEnd - nameStart
    guard let delimiter = byte(nameEnd),
      delimiter.isWhitespace || delimiter == UInt8(ascii: "/") || delimiter == UInt8(ascii: ">"),
      let (name, element) = element(named: text[nameStart..<nameEnd]),
      let (link, end) = attributes(from: nameEnd)
    else { return nil }
    return Markup(tag: Tag(name: name, element: element, isEnd: isEnd, link: link), end: end)
  }

  private func element(named bytes: ArraySlice<UInt8>) -> (name: String, element: HTMLElement)? {
    let name = String(decoding: bytes.map(\.lowercased), as: UTF8.self)
    if let element = HTMLElement(named: name) { return (name, element) }
    // A name with a prefix comes from an office program (`<o:p>`); a number after the colon is no name (`<tel:999>`).
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let isPrefixed = parts.count == 2 && parts.allSatisfy { $0.first?.isLetter == true }
    return isPrefixed ? (name, .inline) : nil
  }

  /// Reads from the end of a tag's name to its `>`; nil where a `<` or the end of the text comes first.
  ///
  /// A `>` or `<` inside of a quoted value does not count. When a tag with quoted values is not closed, its quotes were
  /// wrong: it is read again without heeding quotes, and so are all tags up to where the first reading failed.
  /// Without that, a text could make each of its tags read the whole rest of it.
  private mutating func attributes(from start: Int) -> (link: Range<Int>?, end: Int)? {
    if start >= quotesFailBefore {
      if let found = attributes(from: start, heedingQuotes: true) { return found }
    }
    return start < quotesFailBefore ? attributes(from: start, heedingQuotes: false) : nil
  }

  private mutating func attributes(from start: Int, heedingQuotes: Bool) -> (link: Range<Int>?, end: Int)? {
    var index = start
    var link: Range<Int>?
    var hasQuotes = false
    defer { steps += index - start }
    while let next = byte(index), next != UInt8(ascii: "<") {
      if next == UInt8(ascii: ">") { return (link, index + 1) }
      if next.isWhitespace || next == UInt8(ascii: "/") {
        index += 1
        continue
      }
      let nameStart = index
      index = end(ofWordFrom: index + 1, stoppingAt: "/=")
      let isLink = text[nameStart..<index].elementsEqual("href".utf8, by: { $0.lowercased == $1 })

      guard let valueStart = startOfValue(from: index) else { continue }
      var value = valueStart..<end(ofWordFrom: valueStart, stoppingAt: "")
      index = value.upperBound
      if let quote = byte(valueStart), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        if heedingQuotes {
          hasQuotes = true
          index = text[(valueStart + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? text.count
        }
        let isClosed = index > valueStart + 1 && text[index - 1] == quote
        value = valueStart + 1..<(isClosed ? index - 1 : index)
      }
      if isLink, link == nil { link = value }
    }
    if hasQuotes { quotesFailBefore = index }
    return nil
  }

  /// The index of the white space, the `<`, the `>` or the character of `others` that comes next, or of the end.
  private func end(ofWordFrom start: Int, stoppingAt others: String) -> Int {
    var index = start
    while let byte = byte(index), !byte.isWhitespace, byte != UInt8(ascii: "<"), byte != UInt8(ascii: ">"),
      !others.utf8.contains(byte)
    {
      index += 1
    }
    return index
  }

  /// The index after the `=` that follows an attribute's name and after the white space round it, or nil without one.
  private func startOfValue(from start: Int) -> Int? {
    var index = start
    while byte(index)?.isWhitespace == true { index += 1 }
    guard byte(index) == UInt8(ascii: "=") else { return nil }
    index += 1
    while byte(index)?.isWhitespace == true { index += 1 }
    return index
  }
}
