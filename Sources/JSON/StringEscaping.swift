/// The inside of a JSON string: what RFC 8259 §7 demands is escaped, all else is copied.
enum StringEscaping {
  /// Calls `body` with pieces of a text, so that a long one does not need six times its length as room.
  @inline(__always)
  static func forEachPiece(
    of text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var place = 0
    while place < text.count {
      let end = min(text.count, place + 1024)
      body(UnsafeBufferPointer(rebasing: text[place..<end]))
      place = end
    }
  }

  /// How much room `write` needs for `count` bytes: six for each that may become `\u00XX`, and a word to write over.
  static func room(for count: Int) -> Int {
    6 * count + 8
  }

  /// Writes `text` to `target`, where `room(for:)` bytes must be free, and returns how many were used.
  ///
  /// Eight bytes are copied at a time; those after one that must be escaped are written over.
  @inline(__always)
  static func write(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    guard var source = text.baseAddress else { return 0 }
    let start = source
    let end = source + text.count
    var free = target
    while source < end {
      let word = end - source >= 8 ? EightBytes.load(source) : EightBytes.load(from: source, to: end, start: start)
      EightBytes.store(word, free)
      let marks = EightBytes.needingEscape(word)
      if marks == 0 {
        source += 8
        free += 8
      } else {
        let plain = EightBytes.first(marks)
        source += plain
        free += plain
        free += writeEscape(of: source.pointee, to: free)
        source += 1
      }
    }
    // The last word may have gone past the end, and as far past what was written.
    return (free - target) - (source - end)
  }

  @inline(never)
  private static func writeEscape(of byte: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let short: UInt8
    switch byte {
    case Byte.quote, Byte.backslash: short = byte
    case 0x08: short = UInt8(ascii: "b")
    case Byte.tab: short = UInt8(ascii: "t")
    case Byte.newline: short = UInt8(ascii: "n")
    case 0x0C: short = UInt8(ascii: "f")
    case Byte.carriageReturn: short = UInt8(ascii: "r")
    default:
      let digit = byte & 0x0F
      target[0] = Byte.backslash
      target[1] = Byte.lowerU
      target[2] = Byte.zero
      target[3] = Byte.zero
      target[4] = Byte.zero + byte >> 4
      target[5] = digit < 10 ? Byte.zero + digit : UInt8(ascii: "a") + digit - 10
      return 6
    }
    target[0] = Byte.backslash
    target[1] = short
    return 2
  }
}
