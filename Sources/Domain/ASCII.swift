/// ASCII bytes by name. Bytes are compared, never `Character`s: "\r\n" is one `Character`, and `Int("+5")` is a number.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let delete: UInt8 = 0x7F
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Space, tab, line feed, vertical tab, form feed or carriage return.
  var isWhitespace: Bool { self == ASCII.space || self &- ASCII.tab < 5 }

  /// The same byte, or its lower-case letter.
  var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

  /// The same byte, or its upper-case letter.
  var uppercased: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & ~0x20 : self }

  /// 0–15 for a hexadecimal digit of either case.
  var hexadecimalValue: UInt8? {
    if isDigit { return self &- UInt8(ascii: "0") }
    let letter = (self | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  /// The lower-case hexadecimal digit for 0–15.
  init(hexadecimalDigit value: UInt8) {
    self = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

extension Span<UInt8> {
  /// The number that `count` digits at `start` write, or nil where one of them is no digit or lies past the end.
  func number(at start: Int, digits count: Int) -> Int? {
    guard start + count <= self.count else { return nil }
    var number = 0
    for index in start..<start + count {
      guard self[index].isDigit else { return nil }
      number = number * 10 + Int(self[index] &- UInt8(ascii: "0"))
    }
    return number
  }

  /// Whether the byte at `index` exists and is `character`.
  func has(_ character: Unicode.Scalar, at index: Int) -> Bool {
    index < count && self[index] == UInt8(ascii: character)
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Writes `number`, which is not negative, as `count` digits with leading zeros from `start` on.
  func write(_ number: Int, digits count: Int, at start: Int) {
    var rest = number
    for index in stride(from: start + count - 1, through: start, by: -1) {
      self[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
