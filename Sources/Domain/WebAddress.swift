/// The check that an imported web address passes before it is published.
public enum WebAddress {
  /// `text` as an absolute `http` or `https` URI in ASCII (RFC 3986), or nil where it cannot be made one.
  ///
  /// White space and invisible characters round it are dropped; a bare domain (`www.example.org/x`,
  /// `//example.org`) gets `https://`; scheme and host become lower case; bytes that no URI may hold are
  /// percent-encoded, and so is a `%` that begins no escape. Refused are other schemes, white space or invisible
  /// characters inside, a missing host, a host without a dot, an IP address, a user name before the host (which only
  /// deceives), and a port outside 1–65535.
  public static func normalised(_ text: String) -> String? {
    guard let text = text.bytesOfOneWord() else { return nil }
    let (scheme, rest) = splitScheme(of: text)
    let end = endOfAuthority(rest)
    guard let authority = normalisedAuthority(rest[..<end]) else { return nil }
    var address = scheme + authority
    appendLegal(rest[end...], to: &address)
    return String(decoding: address, as: UTF8.self)
  }

  private static func splitScheme(of text: ArraySlice<UInt8>) -> (scheme: [UInt8], rest: ArraySlice<UInt8>) {
    for scheme in ["https://", "http://"] where text.begins(withLowercased: scheme) {
      return (Array(scheme.utf8), text.dropFirst(scheme.utf8.count))
    }
    return (Array("https://".utf8), text.begins(withLowercased: "//") ? text.dropFirst(2) : text)
  }

  /// Where path, query or fragment begin, or the end.
  private static func endOfAuthority(_ text: ArraySlice<UInt8>) -> Int {
    text.firstIndex { "/?#".utf8.contains($0) } ?? text.endIndex
  }

  /// Host and port. Another scheme than ours fails here: what stands before its colon has no dot, or what follows
  /// the colon is no port.
  private static func normalisedAuthority(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = HostName.normalised(parts[0], inWebAddress: true) else { return nil }
    guard parts.count == 2 else { return host }
    let port = Array(parts[1])
    guard 1...5 ~= port.count, let number = port.span.number(at: 0, digits: port.count), 1...65_535 ~= number
    else { return nil }
    return host + [UInt8(ascii: ":")] + port
  }

  /// Appends a path, a query and a fragment with everything percent-encoded that RFC 3986 §3.3 to §3.5 exclude.
  private static func appendLegal(_ text: ArraySlice<UInt8>, to address: inout [UInt8]) {
    var isInFragment = false
    for index in text.indices {
      let byte = text[index]
      let isLegal =
        switch byte {
        case UInt8(ascii: "%"):
          index + 2 < text.endIndex && text[index + 1].hexadecimalValue != nil
            && text[index + 2].hexadecimalValue != nil
        case UInt8(ascii: "#"): !isInFragment
        default: byte.isLetter || byte.isDigit || "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
        }
      if isLegal { address.append(byte) } else { address.appendPercentEncoded(byte) }
      isInFragment = isInFragment || byte == UInt8(ascii: "#")
    }
  }
}

extension [UInt8] {
  /// Appends `%` and the two upper-case hexadecimal digits of `byte` (RFC 3986 §2.1).
  mutating func appendPercentEncoded(_ byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(UInt8(hexadecimalDigit: byte >> 4).uppercased)
    append(UInt8(hexadecimalDigit: byte & 0xF).uppercased)
  }
}

extension Collection<UInt8> {
  /// Whether the first bytes, in lower case, are those of `prefix`, which is ASCII in lower case.
  func begins(withLowercased prefix: String) -> Bool {
    count >= prefix.utf8.count && zip(self, prefix.utf8).allSatisfy { $0.lowercased == $1 }
  }
}
