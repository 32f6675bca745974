/// The byte classes that the parser and the writer both go by (RFC 9110 §5.5, §5.6; RFC 9112 §2.2).
extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let percent: UInt8 = 0x25
  static let slash: UInt8 = 0x2F
  static let colon: UInt8 = 0x3A
  static let questionMark: UInt8 = 0x3F

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  var isLetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }

  /// `tchar`: what a method or a field name is made of (RFC 9110 §5.6.2). One bit for each byte of ASCII, since this
  /// is asked of every byte of every name: digits and ``!#$%&'*+-.`` in the first word, letters and ``^_`|~`` in the
  /// second.
  var isTokenByte: Bool {
    let bits: UInt64 = self < 0x40 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return self < 0x80 && bits >> (self & 0x3F) & 1 == 1
  }

  /// What a request target may hold: visible ASCII, save `#`, since a fragment is never sent (RFC 9112 §3.2).
  var isTargetByte: Bool { self > 0x20 && self < 0x7F && self != UInt8(ascii: "#") }

  /// What a field value or a chunk extension may hold: no control character but the tab; 0x80–0xFF are opaque
  /// (RFC 9110 §5.5).
  var isValueByte: Bool { (self >= 0x20 && self != 0x7F) || self == .tab }

  /// Optional whitespace (RFC 9110 §5.6.3).
  var isBlank: Bool { self == .space || self == .tab }

  /// The value of a hexadecimal digit, or nil.
  var hexDigit: Int? {
    if isDigit { return Int(self &- 0x30) }
    let lower = self | 0x20
    return lower >= 0x61 && lower <= 0x66 ? Int(lower &- 0x61 &+ 10) : nil
  }

  /// The byte with `A`–`Z` made `a`–`z`, as names are compared.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Span where Element == UInt8 {
  /// Whether these bytes are `name`, letter case aside; `name` is in lower case.
  func isName(_ name: StaticString) -> Bool {
    guard count == name.utf8CodeUnitCount else { return false }
    let expected = UnsafeBufferPointer(start: name.utf8Start, count: count)
    for index in indices where self[index].lowercased != expected[index] { return false }
    return true
  }

  /// The bytes without blanks at either end.
  func trimmedRange(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isBlank { lower += 1 }
    while upper > lower, self[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  /// A copy of some of the bytes.
  func copy(_ range: Range<Int>) -> [UInt8] {
    extracting(range).withUnsafeBufferPointer { Array($0) }
  }
}
