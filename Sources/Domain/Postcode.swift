/// A postcode of the United Kingdom, in capitals with one space: `DY1 1HF`.
///
/// Reading ignores case and all spaces, no-break spaces included. What is checked is the shape, not that the
/// postcode exists: the six patterns of BS 7666 (A9, A99, AA9, AA99, A9A and AA9A, then 9AA) with the letters that
/// each place allows. `GIR 0AA`, which has a shape of its own, is accepted because Royal Mail issued it. Crown
/// dependencies (`JE2 3AB`) share the shape; British Forces and overseas territories have other ones and are refused.
public struct Postcode: TextValue {
  /// What `TextValue` tells of a wrong text.
  public static let expectation = "a United Kingdom postcode such as DY1 1HF"

  /// The postcode in capitals with one space.
  public let description: String

  /// Reads a postcode in any case and spacing; nil for another shape.
  public init?(utf8 text: Span<UInt8>) {
    var letters: [UInt8] = []
    letters.reserveCapacity(8)
    var index = 0
    while index < text.count {
      if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 {
        index += 1
      } else if !text[index].isWhitespace {
        guard letters.count < 7 else { return nil }
        letters.append(text[index].uppercased)
      }
      index += 1
    }
    guard letters.count >= 5 else { return nil }
    letters.insert(ASCII.space, at: letters.count - 3)
    guard Self.hasShape(letters) else { return nil }
    description = String(decoding: letters, as: UTF8.self)
  }

  /// The part before the space: "DY1".
  public var district: String { String(description.dropLast(4)) }

  /// The district, the space and the digit after it: "DY1 1".
  public var sector: String { String(description.dropLast(2)) }

  /// The letters at the start: "DY".
  public var area: String { String(description.prefix { !$0.isNumber && $0 != " " }) }

  private static func hasShape(_ code: [UInt8]) -> Bool {
    if code == Array("GIR 0AA".utf8) { return true }
    let outward = code.dropLast(4)
    let inward = code.suffix(3)
    return inward.first?.isDigit == true
      && inward.dropFirst().allSatisfy { $0.isLetter && !"CIKMOV".utf8.contains($0) }
      && isOutward(outward)
  }

  private static func isOutward(_ code: ArraySlice<UInt8>) -> Bool {
    guard let first = code.first, first.isLetter, !"QVX".utf8.contains(first) else { return false }
    let rest = code.dropFirst()
    guard let second = rest.first else { return false }
    if second.isLetter {
      return !"IJZ".utf8.contains(second) && isNumber(rest.dropFirst(), endingInOneOf: "ABEHMNPRVWXY")
    }
    return isNumber(rest, endingInOneOf: "ABCDEFGHJKPSTUW")
  }

  /// Whether `code` is one digit, two digits, or a digit and one of `letters`.
  private static func isNumber(_ code: ArraySlice<UInt8>, endingInOneOf letters: String) -> Bool {
    guard let first = code.first, first.isDigit, code.count <= 2 else { return false }
    return code.dropFirst().allSatisfy { $0.isDigit || letters.utf8.contains($0) }
  }
}

extension Postcode: Comparable {
  /// In the order of the characters of `description`.
  public static func < (left: Postcode, right: Postcode) -> Bool {
    left.description < right.description
  }
}
