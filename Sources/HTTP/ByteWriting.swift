extension [UInt8] {
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A number that is not negative, in digits of the given base and no more of them than it needs.
  mutating func append(number: Int, radix: Int = 10) {
    var divisor = 1
    while number / divisor >= radix { divisor *= radix }
    while divisor > 0 {
      let digit = UInt8(number / divisor % radix)
      append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
      divisor /= radix
    }
  }
}
