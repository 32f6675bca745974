/// Where a link leads, as readers of plain text are told.
enum LinkTarget {
  /// An absolute `http` or `https` address.
  case web(String)
  /// An e-mail address without `mailto:`.
  case mail(String)
  /// A telephone number without `tel:`.
  case telephone(String)

  /// Nil for other schemes and for relative references, which lead nowhere outside of their own site.
  init?(href: String) {
    let reference = Array(href.utf8)
    let blanks = reference.prefix { $0 <= ASCII.space }.count
    let start = reference[blanks...]
    if start.begins(withLowercased: "http://") || start.begins(withLowercased: "https://") {
      guard let address = WebAddress.normalised(href) else { return nil }
      self = .web(address)
    } else if start.begins(withLowercased: "mailto:") {
      guard let address = EmailAddress.normalised(href) else { return nil }
      self = .mail(address)
    } else if start.begins(withLowercased: "tel:") {
      let number = start.dropFirst(4).filter { $0 != ASCII.space }
      guard number.filter(\.isDigit).count >= 3, number.allSatisfy({ $0.isDigit || "+-().".utf8.contains($0) })
      else { return nil }
      self = .telephone(String(decoding: number, as: UTF8.self))
    } else {
      return nil
    }
  }

  /// The address or number.
  var shown: String {
    switch self {
    case .web(let text), .mail(let text), .telephone(let text): text
    }
  }

  /// Whether `text` already tells a reader the same as `shown`.
  func isTold(by text: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .web(let address): Self.core(ofWebAddress: text) == Self.core(ofWebAddress: Array(address.utf8)[...])
    case .mail(let address): text.elementsEqual(address.utf8) { $0.lowercased == $1.lowercased }
    case .telephone(let number): Self.nationalDigits(text) == Self.nationalDigits(Array(number.utf8)[...])
    }
  }

  /// The address in lower case without scheme, `www.` and final slash.
  private static func core(ofWebAddress text: ArraySlice<UInt8>) -> [UInt8] {
    var core = text
    for prefix in ["https://", "http://", "www."] where core.begins(withLowercased: prefix) {
      core = core.dropFirst(prefix.utf8.count)
    }
    if core.last == UInt8(ascii: "/") { core.removeLast() }
    return core.map(\.lowercased)
  }

  /// The digits that are dialled within the United Kingdom; nil where there is more than a number.
  private static func nationalDigits(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.allSatisfy({ $0.isDigit || $0.isWhitespace || "+-().".utf8.contains($0) }) else { return nil }
    let digits = text.filter(\.isDigit)
    let isInternational = text.first == UInt8(ascii: "+") && digits.starts(with: "44".utf8)
    return isInternational ? [UInt8(ascii: "0")] + digits.dropFirst(2).drop { $0 == UInt8(ascii: "0") } : digits
  }
}
