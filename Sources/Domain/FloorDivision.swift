extension Int {
  /// The quotient rounded down and the remainder that goes with it, which is never negative: what calendars need
  /// before 1970, where `/` and `%` round towards zero.
  func floored(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
