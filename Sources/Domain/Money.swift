/// An amount in pounds sterling, kept in whole pence, written as a decimal with two places: `12.50`.
public struct Money: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "an amount in pounds such as 12.50 or 12"

  /// The amount in pence; negative for a sum owed the other way.
  public let pence: Int64

  /// An amount of this many pence.
  public init(pence: Int64) {
    self.pence = pence
  }

  /// Reads pounds, or pounds and two digits of pence; a minus may stand before it. Refused are a plus, a currency
  /// sign, thousands separators, spare leading zeros, `-0`, and what does not fit into 64 bits of pence.
  public init?(utf8 text: Span<UInt8>) {
    self.init(text) { fraction in
      fraction.count == 2 ? fraction.number(at: 0, digits: 2) : nil
    }
  }

  /// Reads the number that a feed gives for an amount, such as 35, 12.5 or 12.500: the same form with a fraction of
  /// any length, as long as it is whole pence. Nothing is rounded; an exponent is refused.
  public init?(number text: String) {
    self.init(text.utf8.span) { fraction in
      guard fraction.count > 0 else { return nil }
      var pence = 0
      for index in 0..<fraction.count {
        guard fraction[index].isDigit else { return nil }
        let digit = Int(fraction[index] &- UInt8(ascii: "0"))
        guard index < 2 || digit == 0 else { return nil }
        if index < 2 { pence += index == 0 ? digit * 10 : digit }
      }
      return pence
    }
  }

  private init?(_ text: Span<UInt8>, penceOfFraction: (Span<UInt8>) -> Int?) {
    let isNegative = text.has("-", at: 0)
    let start = isNegative ? 1 : 0
    var end = start
    var pounds: Int64 = 0
    while end < text.count, text[end].isDigit {
      // Counted below zero, which holds one value more, so that the least amount reads as well.
      let (product, tooGreat) = pounds.multipliedReportingOverflow(by: 10)
      let (difference, stillTooGreat) = product.subtractingReportingOverflow(Int64(text[end] &- UInt8(ascii: "0")))
      guard !tooGreat, !stillTooGreat else { return nil }
      pounds = difference
      end += 1
    }
    guard end > start, end == start + 1 || !text.has("0", at: start) else { return nil }

    var fraction = 0
    if end < text.count {
      guard text[end] == UInt8(ascii: "."), let read = penceOfFraction(text.extracting((end + 1)...)) else {
        return nil
      }
      fraction = read
    }
    let (hundredfold, tooGreat) = pounds.multipliedReportingOverflow(by: 100)
    let (sum, stillTooGreat) = hundredfold.subtractingReportingOverflow(Int64(fraction))
    guard !tooGreat, !stillTooGreat, isNegative ? sum != 0 : sum != .min else { return nil }
    pence = isNegative ? sum : -sum
  }

  /// The amount with two decimals and no sign of the currency, such as `12.50` or `-0.05`; also a JSON number.
  public var description: String {
    let magnitude = pence.magnitude
    let fraction = magnitude % 100
    return "\(pence < 0 ? "-" : "")\(magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

extension Money: Comparable {
  /// Lesser amounts come first.
  public static func < (left: Money, right: Money) -> Bool {
    left.pence < right.pence
  }
}
