import HTTP

/// A pointer to a related address, sent in the `Link` field (RFC 8288).
public struct Link: Sendable, Equatable {
  /// A URI reference, percent-encoded.
  public let target: String
  /// A registered relation type, such as `next`.
  public let relation: String

  /// A link to a target that is percent-encoded already.
  public init(to target: String, relation: String) {
    self.target = target
    self.relation = relation
  }

  /// The link as a field value: `<…>; rel="next"`.
  var fieldValue: String { "<\(target)>; rel=\"\(relation)\"" }
}

extension Response {
  /// Adds one `Link` field with all the links, if there are any.
  mutating func add(_ links: [Link]) {
    guard !links.isEmpty else { return }
    fields.append(Response.Field("Link", links.map(\.fieldValue).joined(separator: ", ")))
  }
}

extension RequestHead {
  /// The address of this request with one query parameter replaced, or left out when `value` is nil.
  ///
  /// The value must need no percent-encoding, as a cursor or a number does not.
  public func target(replacing name: String, with value: String?) -> String {
    let kept = (query ?? []).split(separator: UInt8(ascii: "&")).filter { pair in
      let nameBytes = pair.prefix { $0 != UInt8(ascii: "=") }
      return Target.percentDecode(nameBytes, plusIsSpace: true) != Array(name.utf8)
    }
    var pairs = kept.map(Self.reference)
    if let value { pairs.append("\(name)=\(value)") }
    let path = Self.reference(path[...])
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// Bytes of a target as they may stand in a URI reference: what clients should have encoded is encoded, so that
  /// nothing ends the angle brackets of a link early (RFC 3986 §2).
  private static func reference(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let encoded = bytes.flatMap { byte in
      byte.mayStandInReference ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}

extension UInt8 {
  /// Unreserved and reserved characters, and the percent sign of what is encoded already.
  fileprivate var mayStandInReference: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(self)
  }
}
