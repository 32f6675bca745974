/// Character references of HTML: `&amp;`, `&#163;`, `&#xA3;`.
enum CharacterReference {
  /// The character that the reference beginning with the `&` at `start` stands for, and the index after its `;`.
  ///
  /// Nil where none begins there, which is so without a `;` too: "&copy=1" in a web address is none. Numbers that are
  /// no character give U+FFFD, and 128 to 159 what they are in Windows-1252 (HTML Living Standard §13.2.5.80).
  static func scalar(in text: [UInt8], at start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
    let limit = min(start + longestReference, text.count)
    guard let end = text[start..<limit].firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let body = text[(start + 1)..<end]
    guard let scalar = body.first == UInt8(ascii: "#") ? numbered(body.dropFirst()) : named(body) else { return nil }
    return (scalar, end + 1)
  }

  /// `text` with each reference replaced by its character, once.
  static func resolved(_ text: [UInt8]) -> [UInt8] {
    guard var start = text.firstIndex(of: UInt8(ascii: "&")) else { return text }
    var result = Array(text[..<start])
    while start < text.count {
      if text[start] == UInt8(ascii: "&"), let (scalar, end) = scalar(in: text, at: start) {
        result.append(contentsOf: scalar.utf8)
        start = end
      } else {
        result.append(text[start])
        start += 1
      }
    }
    return result
  }

  /// What is looked at for a `;`, in bytes: the longest name is `&thetasym;`, the rest is room for leading zeros.
  private static let longestReference = 14

  private static func numbered(_ body: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let isHexadecimal = body.first.map { $0.lowercased == UInt8(ascii: "x") } ?? false
    let digits = isHexadecimal ? body.dropFirst() : body
    guard !digits.isEmpty else { return nil }
    var number: UInt32 = 0
    for byte in digits {
      guard let digit = byte.hexadecimalValue, isHexadecimal || byte.isDigit else { return nil }
      // Kept from overflowing: what is past the last character stays past it.
      number = min(number * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x110000)
    }
    if 0x80...0x9F ~= number { number = windows1252[Int(number - 0x80)] }
    return Unicode.Scalar(number) ?? "\u{FFFD}"
  }
}
