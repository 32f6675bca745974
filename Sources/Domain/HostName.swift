/// The domain name in a web address or an e-mail address.
enum HostName {
  /// The name in lower case without a final dot, or nil where `text` is no domain name of at least two labels
  /// (RFC 1123 §2.1). A single label such as `localhost` and an IP address are refused: nobody publishes them.
  ///
  /// A web address may also have underscores, which some hosts do, and letters outside of ASCII, which are
  /// percent-encoded (RFC 3986 §3.2.2) or are so already.
  static func normalised(_ text: ArraySlice<UInt8>, inWebAddress: Bool) -> [UInt8]? {
    var name: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte.isLetter || byte.isDigit || byte == hyphen || byte == dot || inWebAddress && byte == UInt8(ascii: "_") {
        name.append(byte.lowercased)
      } else if inWebAddress && byte >= 0x80 {
        name.appendPercentEncoded(byte)
      } else if inWebAddress && byte == UInt8(ascii: "%"), let high = rest.popFirst()?.hexadecimalValue, high >= 8,
        let low = rest.popFirst()?.hexadecimalValue
      {
        name.appendPercentEncoded(high << 4 | low)
      } else {
        return nil
      }
    }
    if name.last == dot { name.removeLast() }
    let labels = name.split(separator: dot, omittingEmptySubsequences: false)
    guard labels.count >= 2, name.count <= 253, labels.allSatisfy(isLabel),
      labels.last?.contains(where: { !$0.isDigit }) == true
    else { return nil }
    return name
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    1...63 ~= label.count && label.first != hyphen && label.last != hyphen
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")
}
