extension JSONReader {
  /// A literal of at most this many bytes without an exponent is below 10^300, so it needs no check against `Double`.
  private static let surelyFiniteLength = 300

  /// The number that begins at `position` with a minus sign or a digit (RFC 8259 §6).
  mutating func number() throws(JSONSyntaxError) -> JSONNumber {
    let start = position
    if input[position] == Byte.minus {
      position += 1
      guard startsDigit else { throw fault("A minus sign must be followed by a digit.") }
    }
    if input[position] == Byte.zero {
      position += 1
      guard !startsDigit else { throw fault("A number must not begin with a needless zero.") }
    } else {
      skipDigits()
    }
    if position < count, input[position] == Byte.dot {
      position += 1
      guard startsDigit else { throw fault("A number needs a digit after its decimal point.") }
      skipDigits()
    }
    var hasExponent = false
    if position < count, input[position] | 0x20 == Byte.lowerE {
      hasExponent = true
      position += 1
      if position < count, input[position] == Byte.plus || input[position] == Byte.minus { position += 1 }
      guard startsDigit else { throw fault("A number needs a digit in its exponent.") }
      skipDigits()
    }
    let literal = UnsafeBufferPointer(start: input + start, count: position - start)
    let number = JSONNumber(checked: String(decoding: literal, as: UTF8.self))
    if hasExponent || literal.count > Self.surelyFiniteLength {
      guard number.double.isFinite else {
        throw JSONSyntaxError(offset: start, reason: "A number is too large.")
      }
    }
    return number
  }

  private var startsDigit: Bool {
    position < count && input[position] >= Byte.zero && input[position] <= Byte.nine
  }

  private mutating func skipDigits() {
    while startsDigit { position += 1 }
  }
}
