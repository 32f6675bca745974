extension Span where Element == UInt8 {
  /// Whether these bytes are a host with or without a port (RFC 9110 §7.2), as in `Host` and in an absolute target.
  ///
  /// Stricter than the grammar of RFC 3986 §3.2.2 in two ways: an empty host is refused, and so is a comma, which is
  /// what two `Host` lines look like once something before us has joined them. User information is refused
  /// (RFC 9110 §4.2.4).
  func isAuthority(portRequired: Bool = false) -> Bool {
    guard let hostEnd = first == UInt8(ascii: "[") ? endOfAddressLiteral() : endOfName(), hostEnd > 0 else {
      return false
    }
    if hostEnd == count { return !portRequired }
    guard self[hostEnd] == .colon else { return false }
    let digits = count - hostEnd - 1
    if digits > 5 || (portRequired && digits == 0) { return false }
    for index in (hostEnd + 1)..<count where !self[index].isDigit { return false }
    return true
  }

  private var first: UInt8? { isEmpty ? nil : self[0] }

  /// Where a registered name or an IPv4 address ends; nil for a percent sign without its two digits.
  private func endOfName() -> Int? {
    var index = 0
    while index < count, self[index].isHostByte {
      if self[index] == .percent {
        guard index + 2 < count, self[index + 1].hexDigit != nil, self[index + 2].hexDigit != nil else { return nil }
      }
      index += 1
    }
    return index
  }

  /// Where an IPv6 address in brackets ends; its digits are not weighed.
  private func endOfAddressLiteral() -> Int? {
    var index = 1
    while index < count, self[index].hexDigit != nil || self[index] == .colon || self[index] == UInt8(ascii: ".") {
      index += 1
    }
    return index > 1 && index < count && self[index] == UInt8(ascii: "]") ? index + 1 : nil
  }
}

extension UInt8 {
  /// `unreserved`, `sub-delims` without the comma, or the start of an escape (RFC 3986 §2).
  fileprivate var isHostByte: Bool {
    if isLetter || isDigit { return true }
    switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"),
      UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: "="):
      return true
    default:
      return false
    }
  }
}
