import Domain
import JSON

/// A feed of any length made up from a seed, to measure with: invented services at real postcodes of Dudley.
///
/// The same count and seed give the same bytes, so that importing them again changes nothing.
public struct SampleServices {
  /// The seed that is used where none is asked for.
  public static let standardSeed: UInt64 = 332

  let count: Int
  let seed: UInt64
  let stock: SampleStock
  let identity: FeedIdentity
  private var made = 0

  /// A feed of `count` services.
  public init(count: Int, seed: UInt64 = standardSeed, stock: SampleStock) {
    self.count = count
    self.seed = seed
    self.stock = stock
    identity = FeedIdentity(source: "generated \(seed)")
  }

  /// The next services, one a line, some 64 KiB of them; nil after the last.
  public mutating func nextBlock() -> [UInt8]? {
    var block: [UInt8] = []
    while made < count, block.count < 64 << 10 {
      block.append(contentsOf: JSONWriter.bytes(of: service(made)))
      block.append(UInt8(ascii: "\n"))
      made += 1
    }
    return block.isEmpty ? nil : block
  }

  /// What has numbers of its own, so that a record says the same wherever it is repeated.
  enum Series: UInt64 {
    case service = 1
    case organization, location
  }

  func random(_ series: Series, _ number: Int) -> SplitMix64 {
    SplitMix64(seed: seed, series: UInt64(number) << 2 | series.rawValue)
  }

  /// An eighth as many organisations as services.
  var organizationCount: Int { max(1, count / 8) }

  /// Fewer locations than services: some are shared.
  var locationCount: Int { max(1, count * 3 / 4) }

  func id(_ kind: EntityKind, _ words: Int...) -> JSONValue {
    .string(identity.identifier(for: words.map(String.init).joined(separator: "/"), of: kind).description)
  }
}

extension JSONValue {
  /// An object of the members that are not nil.
  static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(JSONObject(members.compactMap { member in member.value.map { .init(key: member.key, value: $0) } }))
  }

  static func int(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }

  static func double(_ number: Double) -> JSONValue { JSONNumber(number).map { .number($0) } ?? .null }
}
