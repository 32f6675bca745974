/// What an element of HTML means for plain text.
enum HTMLElement: Equatable {
  /// Set apart from what is round it.
  case paragraph
  /// On a line of its own.
  case line
  /// The end of a line.
  case lineBreak
  case list(isOrdered: Bool)
  case item
  case table, row, cell
  case link
  /// Not for readers: dropped with its content.
  case hidden
  /// Part of the line it stands in.
  case inline

  /// Whether the element makes lines, so that line ends in its source mean nothing.
  var startsLine: Bool { self != .inline && self != .link && self != .hidden }

  /// The element with this name in lower case; nil where HTML has none, neither now nor in the past.
  init?(named name: String) {
    guard let element = Self.byName[name] else { return nil }
    self = element
  }

  private static let byName: [String: HTMLElement] = {
    let namesOfElements: [(HTMLElement, String)] = [
      (
        .paragraph,
        """
        address article aside blockquote center details dialog div dl fieldset figcaption figure footer form h1 h2 h3 \
        h4 h5 h6 header hgroup hr legend main nav p pre search section summary
        """
      ),
      (.line, "caption dd dt option"),
      (.lineBreak, "br"),
      (.list(isOrdered: false), "dir menu ul"),
      (.list(isOrdered: true), "ol"),
      (.item, "li"),
      (.table, "table"),
      (.row, "tr"),
      (.cell, "td th"),
      (.link, "a"),
      (
        .hidden,
        """
        applet audio canvas frameset head iframe math noframes object script style svg template video xml
        """
      ),
      (
        .inline,
        """
        abbr acronym area b base basefont bdi bdo bgsound big blink body button cite code col colgroup data datalist \
        del dfn em embed font frame html i img input ins kbd label link map mark marquee meta meter nobr noscript \
        optgroup output param picture progress q rb rp rt rtc ruby s samp select slot small source span strike strong \
        sub sup tbody textarea tfoot thead time title track tt u var wbr
        """
      ),
    ]
    var byName: [String: HTMLElement] = [:]
    for (element, names) in namesOfElements {
      for name in names.split(separator: " ") { byName[String(name)] = element }
    }
    return byName
  }()
}
