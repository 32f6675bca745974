/// The check that an imported e-mail address passes before it is published.
public enum EmailAddress {
  /// `text` as a plain address (RFC 5321 §4.1.2, dot-string before the `@`), or nil where it is none.
  ///
  /// White space and invisible characters round it and a leading `mailto:` with whatever follows `?` are dropped, and
  /// the domain becomes lower case; the local part keeps its case, which its host may heed. Refused are quoted local
  /// parts, display names, more than one `@`, letters outside of ASCII, a domain without a dot, and lengths over 64
  /// (local part) and 254 (all).
  public static func normalised(_ text: String) -> String? {
    guard var address = text.bytesOfOneWord() else { return nil }
    if address.begins(withLowercased: "mailto:") {
      address = address.dropFirst(7).prefix { $0 != UInt8(ascii: "?") }
    }
    let parts = address.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, isLocalPart(parts[0]), let domain = HostName.normalised(parts[1], inWebAddress: false)
    else { return nil }
    let normalised = parts[0] + [UInt8(ascii: "@")] + domain
    return normalised.count <= 254 ? String(decoding: normalised, as: UTF8.self) : nil
  }

  private static func isLocalPart(_ part: ArraySlice<UInt8>) -> Bool {
    part.count <= 64
      && part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
        !atom.isEmpty
          && atom.allSatisfy { $0.isLetter || $0.isDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
      }
  }
}
