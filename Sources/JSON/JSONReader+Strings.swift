extension JSONReader {
  /// The string whose opening quote stands at `position` (RFC 8259 §7).
  mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    var runStart = position
    var hasEscapes = false
    while true {
      skipPlainText()
      guard position < count else { throw fault("The text ends inside a string.") }
      switch input[position] {
      case Byte.quote:
        let run = UnsafeBufferPointer(start: input + runStart, count: position - runStart)
        position += 1
        guard hasEscapes else { return String(decoding: run, as: UTF8.self) }
        unescaped.append(contentsOf: run)
        return String(decoding: unescaped, as: UTF8.self)
      case Byte.backslash:
        if !hasEscapes { unescaped.removeAll(keepingCapacity: true) }
        hasEscapes = true
        unescaped.append(contentsOf: UnsafeBufferPointer(start: input + runStart, count: position - runStart))
        try escape()
        runStart = position
      case ..<Byte.firstPrintable:
        throw fault("A control character in a string must be written as an escape.")
      default:
        try skipHighCharacter()
      }
    }
  }

  /// Moves on to the next quote, backslash, control character or byte over 0x7F, or to the end.
  private mutating func skipPlainText() {
    while count - position >= 8 {
      let marks = EightBytes.specialInText(EightBytes.load(input + position))
      if marks != 0 {
        position += EightBytes.first(marks)
        return
      }
      position += 8
    }
    while position < count {
      let byte = input[position]
      if byte == Byte.quote || byte == Byte.backslash || byte < Byte.firstPrintable || byte >= Byte.firstHigh { return }
      position += 1
    }
  }

  /// Moves past one character of two to four bytes, which must be well formed (the table of RFC 3629 §4).
  private mutating func skipHighCharacter() throws(JSONSyntaxError) {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch input[position] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)  // less would be overlong
    case 0xED: (length, second) = (3, 0x80...0x9F)  // more would be a surrogate
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)  // less would be overlong
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)  // more would be past U+10FFFF
    default: throw fault("A string is not valid UTF-8.")
    }
    guard count - position >= length, second.contains(input[position + 1]) else {
      throw fault("A string is not valid UTF-8.")
    }
    for place in 2..<max(length, 2) where input[position + place] & 0xC0 != 0x80 {
      throw fault("A string is not valid UTF-8.")
    }
    position += length
  }

  /// Reads the escape at `position` and appends the character it stands for.
  private mutating func escape() throws(JSONSyntaxError) {
    guard count - position >= 2 else {
      position = count
      throw fault("The text ends inside a string.")
    }
    let byte: UInt8
    switch input[position + 1] {
    case Byte.quote, Byte.backslash, UInt8(ascii: "/"): byte = input[position + 1]
    case UInt8(ascii: "b"): byte = 0x08
    case UInt8(ascii: "f"): byte = 0x0C
    case UInt8(ascii: "n"): byte = Byte.newline
    case UInt8(ascii: "r"): byte = Byte.carriageReturn
    case UInt8(ascii: "t"): byte = Byte.tab
    case Byte.lowerU: return try unicodeEscape()
    default: throw fault("A backslash in a string must begin one of the escapes of RFC 8259.")
    }
    unescaped.append(byte)
    position += 2
  }

  /// Reads `\uXXXX`, or the two of a surrogate pair, at `position`.
  private mutating func unicodeEscape() throws(JSONSyntaxError) {
    let first = try codeUnit(at: position)
    var scalar = Unicode.Scalar(first)
    var length = 6
    if scalar == nil {
      guard UTF16.isLeadSurrogate(first), count - position >= 8,
        input[position + 6] == Byte.backslash, input[position + 7] == Byte.lowerU
      else { throw fault("A string holds an escaped surrogate without its partner.") }
      let second = try codeUnit(at: position + 6)
      guard UTF16.isTrailSurrogate(second) else {
        throw fault("A string holds an escaped surrogate without its partner.")
      }
      scalar = UTF16.decode(UTF16.EncodedScalar([first, second]))
      length = 12
    }
    guard let scalar, scalar != "\0" else {
      throw fault("A string holds the character U+0000, which cannot be stored.")
    }
    unescaped.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
    position += length
  }

  /// The four hexadecimal digits of the `\u` escape at `offset`.
  private func codeUnit(at offset: Int) throws(JSONSyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for place in 2..<6 {
      guard offset + place < count else {
        throw JSONSyntaxError(offset: count, reason: "The text ends inside a string.")
      }
      let byte = input[offset + place]
      let digit: UInt8
      switch byte {
      case Byte.zero...Byte.nine: digit = byte - Byte.zero
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw JSONSyntaxError(offset: offset, reason: "A \\u escape needs four hexadecimal digits.")
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}
