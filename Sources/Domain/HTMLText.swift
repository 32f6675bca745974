/// Plain text from the HTML that directories put into their descriptions.
public enum HTMLText {
  /// The text of `html` with its structure kept as plain text.
  ///
  /// - Paragraphs, headings, `<div>` and the like are set apart by one blank line, `<br>` starts a line. White space
  ///   is collapsed, and there is never more than one blank line. A line end in the source is a line end in the text
  ///   only where no tag makes lines, so that text typed without HTML keeps its shape.
  /// - A list item is a line that begins with `- `, or with its number and a dot in an ordered list.
  /// - A table row is a line, its cells separated by ` | `.
  /// - `<a href>` becomes `text (address)`, or only the text when that is the address. Web addresses are normalised by
  ///   `WebAddress`; `mailto:` and `tel:` are dropped before the address or number; links of other schemes, and
  ///   relative ones, keep their text alone.
  /// - Comments and elements without text for readers (`<script>`, `<style>`, `<iframe>`, `<object>`, `<head>` …) are
  ///   dropped with their content; one that is never closed loses its tag alone, so that no text vanishes.
  /// - Only elements of HTML are tags. Any other `<` is text: "age < 5", "<jane@example.org>".
  /// - Character references end in `;`. They are resolved twice, because feeds encode twice (`&amp;nbsp;`), and tags
  ///   that appear by the first time are read as tags: `&lt;p&gt;` is a paragraph.
  /// - NUL, control characters and invisible characters are removed; joiners stay between letters outside of ASCII.
  ///
  /// The result is text, not HTML: who puts it into a page must escape it. To be safe against those who do not, a `<`
  /// that a browser would take for a tag gets a space after it, so the result has nothing that parses as a tag.
  ///
  /// Applied to its own result it changes nothing, except where the source was encoded three times or more: each
  /// further application then resolves one more level. The time taken is linear in the length, whatever is in it.
  public static func plain(_ html: String) -> String {
    var steps = 0
    return plain(html, steps: &steps)
  }

  /// Whether `plain` would read markup in `text`: an element of HTML, a comment or a character reference.
  public static func looksLikeHTML(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var scanner = HTMLScanner(bytes)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case UInt8(ascii: "<"): scanner.markup(at: index) != nil
      case UInt8(ascii: "&"): CharacterReference.scalar(in: bytes, at: index) != nil
      default: false
      }
    }
  }

  /// The same as `plain(_:)`, adding to `steps` how often a byte was looked at, which shows that the time is linear.
  static func plain(_ html: String, steps: inout Int) -> String {
    var bytes = Array(html.utf8)
    var layout = HTMLLayout(of: bytes, steps: &steps)
    if layout == .untagged {
      steps += bytes.count
      bytes = CharacterReference.resolved(bytes)
      layout = HTMLLayout(of: bytes, steps: &steps)
    } else {
      bytes = HTMLRenderer.text(of: bytes, lineEndsCount: layout == .inlineTags, steps: &steps)
      layout = .untagged
    }
    bytes = HTMLRenderer.text(of: bytes, lineEndsCount: layout != .blockTags, steps: &steps)
    steps += bytes.count
    return String(decoding: withoutTags(bytes), as: UTF8.self)
  }

  /// `text` with a space after each `<` that would begin a tag, an end tag, a comment or a declaration (HTML Living
  /// Standard §13.2.5.6).
  private static func withoutTags(_ text: [UInt8]) -> [UInt8] {
    let tag = UInt8(ascii: "<")
    guard text.contains(tag) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    for byte in text {
      if result.last == tag, byte.isLetter || "/!?".utf8.contains(byte) { result.append(ASCII.space) }
      result.append(byte)
    }
    return result
  }
}

/// How the author of a text made its lines.
enum HTMLLayout {
  /// No tag at all.
  case untagged
  /// Tags that leave lines alone, such as `<b>` and `<a>`.
  case inlineTags
  /// At least one tag that starts a line, such as `<p>` and `<br>`.
  case blockTags

  init(of text: [UInt8], steps: inout Int) {
    var scanner = HTMLScanner(text)
    self = .untagged
    var index = 0
    while self != .blockTags, let start = text[index...].firstIndex(of: UInt8(ascii: "<")) {
      steps += start - index + 1
      if let markup = scanner.markup(at: start) {
        self = markup.tag?.element.startsLine == true ? .blockTags : .inlineTags
        index = markup.end
      } else {
        index = start + 1
      }
    }
    steps += scanner.steps
  }
}
