import Testing

@testable import Domain

struct HTMLCase: Sendable, CustomTestStringConvertible {
  let html: String
  let text: String

  init(_ html: String, _ text: String) {
    self.html = html
    self.text = text
  }

  var testDescription: String { String(html.prefix(60)) }
}

@Suite struct HTMLTextTests {
  static let structure = [
    HTMLCase("", ""),
    HTMLCase("Plain text.", "Plain text."),
    HTMLCase("<p>One</p><p>Two</p>", "One\n\nTwo"),
    HTMLCase("<p>One<p>Two", "One\n\nTwo"),
    HTMLCase("One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour"),
    HTMLCase("One<br><br><br><br>Two", "One\n\nTwo"),
    HTMLCase("<div><div>One</div></div><div>Two</div>", "One\n\nTwo"),
    HTMLCase("<h2>Who we are</h2>\n<p>A club.</p>\n\n\n<hr><p>Ours.</p>", "Who we are\n\nA club.\n\nOurs."),
    HTMLCase("<p>Soft\nline  \t ends</p>", "Soft line ends"),
    HTMLCase("<p>for <b>all</b><i>!</i> <em>ages</em></p>", "for all! ages"),
    HTMLCase("<p>&nbsp;</p><p>Text&nbsp;&nbsp;here</p><p> </p>", "Text here"),
    HTMLCase("<dl><dt>Cost</dt><dd>Free</dd><dt>Age</dt><dd>5</dd></dl>", "Cost\nFree\nAge\n5"),
    HTMLCase("typed line\nnext line\r\n\r\n\r\nparagraph", "typed line\nnext line\n\nparagraph"),
    HTMLCase("typed <b>line</b>\nnext &amp; last", "typed line\nnext & last"),
    HTMLCase("<P CLASS='x'>Upper</P >case", "Upper\n\ncase"),
  ]

  static let lists = [
    HTMLCase("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
    HTMLCase("<p>We have:</p>\n<ul>\n <li>One\n <li><p>Two</p>\n</ul>After", "We have:\n\n- One\n- Two\n\nAfter"),
    HTMLCase("<ol><li>One</li><li></li><li>Three</li></ol>", "1. One\n3. Three"),
    HTMLCase("<ul><li>A<ol><li>B</li><li>C</li></ol></li><li>D</li></ul>", "- A\n1. B\n2. C\n- D"),
    HTMLCase("<li>alone", "- alone"),
    HTMLCase("<ul><li></ul><p>After</p></ul></ol>", "After"),
  ]

  static let tables = [
    HTMLCase(
      "<table><tr><th>Day</th><th>Time</th></tr><tr><td>Monday</td><td>9 to 5</td></tr></table>after",
      "Day | Time\nMonday | 9 to 5\n\nafter"),
    HTMLCase(
      "<p>x</p><table><tbody><tr><td><p>Mon</p><p>Tue</p></td><td><p>9</p></td><td></td><td>a<br>b</td></tr>",
      "x\n\nMon Tue | 9 | | a b"),
    HTMLCase("<table><tr><td></td><td>b</td><td></td></tr><tr><td></td><td></td></tr><tr><td>c", "| b\nc"),
    HTMLCase("<table><tr><td><p>A page</p><p>in a frame</p></td></tr></table>", "A page\n\nin a frame"),
    HTMLCase("<td>stray<td>cells", "stray | cells"),
    HTMLCase(
      "<table><tr><td><table><tr><td>a<td>b</tr></table></td><td>c</td></tr></table>d", "a | b\n\nc\n\nd"),
  ]

  static let links = [
    HTMLCase("<a href=\"https://example.org/x\">our site</a>.", "our site (https://example.org/x)."),
    HTMLCase("<a href='https://Example.org/a?b=1&amp;c=2'>x</a>", "x (https://example.org/a?b=1&c=2)"),
    HTMLCase("<a href=http://example.org>x</a>", "x (http://example.org)"),
    HTMLCase("<a class=b href = \" https://example.org \" target=_blank>x </a>y", "x (https://example.org) y"),
    HTMLCase("<a href=\"https://www.example.org/\">example.org</a>", "example.org"),
    HTMLCase("<a href=\"https://www.example.org\">https://www.example.org/</a>", "https://www.example.org/"),
    HTMLCase("<a href=\"mailto:Jo@Example.org?subject=Hi\">Jo@example.org</a>", "Jo@example.org"),
    HTMLCase("<a href=\"mailto:jo@example.org\">write</a>", "write (jo@example.org)"),
    HTMLCase("<a href=\"tel:+441384123456\">01384 123456</a>", "01384 123456"),
    HTMLCase("<a href=\"tel:+44(0)1384123456\">(01384) 123456</a>", "(01384) 123456"),
    HTMLCase("<a href=\"tel:01384 123456\">ring</a>", "ring (01384123456)"),
    HTMLCase("<a href=\"javascript:alert(1)\">x</a> <a href=\"data:text/html,y\">y</a>", "x y"),
    HTMLCase("<a href=\"java\nscript:alert(1)\">x</a><a href=\"/page\">y</a><a name=top>z</a>", "xyz"),
    HTMLCase("see<a href=\"https://example.org\"><img src=logo.png></a>now", "see https://example.org now"),
    HTMLCase(
      "<a href=\"https://a.example\">a<a href=\"https://b.example\">b</a>",
      "a (https://a.example) b (https://b.example)"),
    HTMLCase("<ul><li><a href=\"https://a.example\">https://a.example</a></ul>", "- https://a.example"),
    HTMLCase("<p><a href=\"https://a.example\"><p>a</p></a><p>b", "a (https://a.example)\n\nb"),
    HTMLCase(
      "<a href=\"https://a.example>lost</a> said \"hello\" <b>on</b>", "lost (https://a.example) said \"hello\" on"),
  ]

  static let dropped = [
    HTMLCase("a<script>if (a < b) { \"</p>\" }</script>b", "ab"),
    HTMLCase("a<STYLE type='text/css'>p { color: red }</Style >b", "ab"),
    HTMLCase("a<!-- <p>no</p> -->b<!-->c<!DOCTYPE html>d<?xml version='1.0'?>e<![endif]>f", "abcdef"),
    HTMLCase("<html><head><title>T</title></head><body>b</body></html>", "b"),
    HTMLCase("a<iframe src=x>no</iframe><object><p>no</object>b", "ab"),
    HTMLCase("a<script>b", "ab"),
    HTMLCase("a<script>b</scripted>c</script>d", "ad"),
    HTMLCase("<o:p>Word</o:p> <font color=red>red</font>", "Word red"),
    HTMLCase("<img alt=\"a > b\" src='data:image/png;base64,AAAA'>x", "x"),
  ]

  static let textThatIsNoTag = [
    HTMLCase("age < 5 and > 3", "age < 5 and > 3"),
    HTMLCase("ages 3<5", "ages 3<5"),
    HTMLCase("I <3 this", "I <3 this"),
    HTMLCase("Jane <jane@example.org> or <tel:999>", "Jane < jane@example.org> or < tel:999>"),
    HTMLCase("your child's <name> and </name>", "your child's < name> and < /name>"),
    HTMLCase("ends in <", "ends in <"),
    HTMLCase("ends in <p", "ends in < p"),
    HTMLCase("a <!-- b", "a < !-- b"),
    HTMLCase("a <b c <i>d</i>", "a < b c d"),
    HTMLCase("<\u{200B}script>x", "< script>x"),
    HTMLCase("R&D & co; AT&T; &unknown; &#; &#x; &copy=1", "R&D & co; AT&T; &unknown; &#; &#x; &copy=1"),
  ]

  static let references = [
    HTMLCase("&amp;&lt;&gt;&quot;&apos;&pound;&euro;", "&<>\"'£€"),
    HTMLCase("&ndash;&mdash;&lsquo;&rsquo;&ldquo;&rdquo;&hellip;&bull;", "–—‘’“”…•"),
    HTMLCase("&copy;&reg;&trade;&eacute;&egrave;&Eacute;&yuml;&thetasym;", "©®™éèÉÿϑ"),
    HTMLCase("&#163;&#xA3;&#XA3;&#0000163;&#8217;&#146;&#128512;", "££££’’😀"),
    HTMLCase("a&#0;b&#x0;c&#1;d&#129;e", "abcde"),
    HTMLCase("&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    HTMLCase("a&amp;nbsp;b&amp;amp;c", "a b&c"),
    HTMLCase("&lt;p&gt;One&lt;/p&gt;\n&lt;p&gt;Two\nlines &amp;pound;5&lt;/p&gt;", "One\n\nTwo lines £5"),
    HTMLCase("<div>&lt;b&gt;bold&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</div>", "bold"),
    HTMLCase("&amp;lt;script&amp;gt;", "< script>"),
    HTMLCase("&lt;your name&gt;", "< your name>"),
  ]

  static let invisible = [
    HTMLCase("a\u{0}b\u{200B}c\u{FEFF}d\u{AD}e\u{202E}f\u{7F}g\u{85}h", "abcdefg h"),
    HTMLCase("a\u{A0}\u{2003}\u{3000}b\u{2028}c\u{0B}d", "a b c d"),
    HTMLCase("a\u{200D}é é\u{200D}a\u{200D}\u{200B}é", "aé éaé"),
    HTMLCase("a\u{200D}b 👨\u{200D}👩\u{200D}👧 é\u{200D} é", "ab 👨\u{200D}👩\u{200D}👧 é é"),
    HTMLCase("می\u{200C}خواهم", "می\u{200C}خواهم"),
    HTMLCase("crème brûlée – ‘ok’", "crème brûlée – ‘ok’"),
  ]

  @Test(arguments: structure + lists + tables + links + dropped + textThatIsNoTag + references + invisible)
  func givesPlainText(_ example: HTMLCase) {
    let text = HTMLText.plain(example.html)
    #expect(text == example.text)
    #expect(Array(text.utf8) == Array(example.text.utf8))
  }

  @Test(arguments: structure + lists + tables + links + dropped + textThatIsNoTag + references + invisible)
  func changesNothingInItsOwnResult(_ example: HTMLCase) {
    let text = HTMLText.plain(example.html)
    #expect(HTMLText.plain(text) == text)
    #expect(!HTMLText.looksLikeHTML(text))
  }

  @Test func losesOneLevelEachTimeWhenEncodedThreeTimes() {
    #expect(HTMLText.plain("&amp;amp;amp;") == "&amp;")
    #expect(HTMLText.plain(HTMLText.plain("&amp;amp;amp;")) == "&")
  }

  @Test(arguments: [
    ("<p>x", true), ("a<br/>b", true), ("</div>", true), ("a &amp; b", true), ("&#163;5", true), ("<!-- x -->", true),
    ("", false), ("plain", false), ("age < 5", false), ("R&D", false), ("<jane@example.org>", false), ("<p", false),
    ("<name>", false),
  ])
  func tellsWhatLooksLikeHTML(_ text: String, _ expected: Bool) {
    #expect(HTMLText.looksLikeHTML(text) == expected)
  }

  /// What lies in a browser's way between the pieces of a page, in an order that nobody would write.
  @Test(arguments: 0..<400)
  func survivesAnyMixtureOfPieces(_ seed: Int) {
    let pieces = [
      "<p>", "</p>", "<li>", "</li>", "<ul>", "</ol>", "<ol>", "<table>", "</table>", "<tr>", "<td>", "</td>", "</tr>",
      "<br>", "<a href=\"https://example.org/a\">", "<a href='mailto:a@b.example'>", "</a>", "<b title=\"", "\"", "'",
      "=", "<", ">", "&", ";", "/", "!", "<!--", "-->", "<script>", "</script>", "<style", "&nbsp;", "&lt;p&gt;",
      "&lt;", "&amp;nbsp;", "&#8203;", "\n", "\r\n", " ", "word", "two words", "https://example.org/a", "é", "|", "- ",
      "\u{200D}", "\u{200B}", "👧", ")", "(",
    ]
    var random = SplitMix64(seed: UInt64(seed))
    let html = (0..<60).map { _ in pieces.randomElement(using: &random)! }.joined()
    let text = HTMLText.plain(html)
    #expect(HTMLText.plain(text) == text, "\(html.debugDescription)")
    #expect(!text.contains(#/<[A-Za-z\/!?]/#))
    #expect(!text.contains("\n\n\n") && !text.contains("  "))
  }

  static let repeated = [
    "<", "<<p", "&", "&amp", "&amp;", "&#", "<p>", "<ul>", "<ul><li>", "<table><tr><td>x", "<td>x\n", "<td><p>x</p>",
    "<a href=\"", "<a href='https://a.example'>", "<a x=\" y='' z='", "<a x='\" y=\"\" z=\"", "<b title=\"<b title='",
    "<!--", "<!", "<?x", "<script>", "</script", "<script></scriptx", "<style><script>", "<object>", "</", "</p", "<a ",
    "<a =", "<abcdefgh", "-", "\n", " ", "\u{200D}", "\u{200B}", "é", "x", "&lt;p&gt;", "&lt;a href=\"", "<li><ol>",
  ]

  @Test(arguments: repeated)
  func takesTimeThatGrowsWithTheLength(_ piece: String) {
    // Were the time quadratic in any of these, a byte would be looked at hundreds of times.
    let text = String(repeating: piece, count: 1000)
    var steps = 0
    _ = HTMLText.plain(text, steps: &steps)
    #expect(steps <= 40 * text.utf8.count)
  }
}
