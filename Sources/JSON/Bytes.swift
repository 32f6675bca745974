/// The bytes that JSON gives a meaning to.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let dot = UInt8(ascii: ".")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let lowerE = UInt8(ascii: "e")
  static let lowerU = UInt8(ascii: "u")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// The first byte that is not a control character (RFC 8259 §7).
  static let firstPrintable: UInt8 = 0x20
  /// The first byte that is not ASCII.
  static let firstHigh: UInt8 = 0x80
}

/// Eight bytes looked at in one step; all three readers of long strings lean on it.
enum EightBytes {
  /// The mark a predicate leaves on a byte that it found.
  private static let mark: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  @inline(__always)
  static func load(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  }

  /// The bytes from `place` to `end`, less than eight, with blanks after them; those from `start` on may be read.
  @inline(__always)
  static func load(
    from place: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, start: UnsafePointer<UInt8>
  ) -> UInt64 {
    let blanks = repeating(Byte.space)
    let bits = UInt64(truncatingIfNeeded: end - place) &* 8
    if end - start >= 8 {
      return load(end - 8) &>> (64 &- bits) | blanks &<< bits
    }
    var word = blanks
    var last = end
    while last > place {
      last -= 1
      word = word &<< 8 | UInt64(last.pointee)
    }
    return word
  }

  @inline(__always)
  static func store(_ word: UInt64, _ start: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(start).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Marks each quote, backslash, control character and byte over 0x7F.
  ///
  /// A borrow can only spoil bytes after the first marked one, so that one is exact.
  @inline(__always)
  static func specialInText(_ word: UInt64) -> UInt64 {
    let quotes = (word ^ repeating(Byte.quote)) &- ones
    let backslashes = (word ^ repeating(Byte.backslash)) &- ones
    let controls = word &- repeating(Byte.firstPrintable)
    return (quotes | backslashes | controls | word) & mark
  }

  /// Marks each quote, backslash and control character; exact for the first marked byte.
  @inline(__always)
  static func needingEscape(_ word: UInt64) -> UInt64 {
    let quotes = (word ^ repeating(Byte.quote)) &- ones
    let backslashes = (word ^ repeating(Byte.backslash)) &- ones
    let controls = word &- repeating(Byte.firstPrintable)
    return (quotes | backslashes | controls) & ~word & mark
  }

  /// Marks each quote, backslash and newline; exact for the first marked byte.
  @inline(__always)
  static func specialInStream(_ word: UInt64) -> UInt64 {
    let quotes = word ^ repeating(Byte.quote)
    let backslashes = word ^ repeating(Byte.backslash)
    let newlines = word ^ repeating(Byte.newline)
    return ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (newlines &- ones) & ~newlines) & mark
  }

  /// The place, from 0 to 7, of the first marked byte.
  @inline(__always)
  static func first(_ marks: UInt64) -> Int {
    marks.trailingZeroBitCount >> 3
  }

  @inline(__always)
  private static func repeating(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* ones
  }
}
