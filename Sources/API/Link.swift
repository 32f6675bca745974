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
    var pairs = kept.map { String(decoding: $0, as: UTF8.self) }
    if let value { pairs.append("\(name)=\(value)") }
    let path = String(decoding: path, as: UTF8.self)
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }
}
