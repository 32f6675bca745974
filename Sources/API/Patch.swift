/// What a merge patch says of one member (RFC 7396): nothing, that it goes, or what it becomes.
public enum Patch<Value: Codable & Sendable>: Sendable {
  /// The member was not sent: leave it.
  case absent
  /// The member was sent as null: clear it.
  case null
  /// The member was sent: set it.
  case value(Value)

  /// The value after the patch, given the one before it.
  public func applied(to current: Value?) -> Value? {
    switch self {
    case .absent: current
    case .null: nil
    case .value(let value): value
    }
  }
}

extension Patch: Equatable where Value: Equatable {}

extension Patch: Codable {
  /// Reads a value that is there; absence shows only to the object around it, which asks `decode(_:forKey:)`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .null : .value(try container.decode(Value.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .value(let value) = self {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}

extension KeyedDecodingContainer {
  /// Tells an absent member from a null one, which `decodeIfPresent` does not.
  public func decode<Value>(_ type: Patch<Value>.Type, forKey key: Key) throws -> Patch<Value> {
    guard contains(key) else { return .absent }
    if try decodeNil(forKey: key) { return .null }
    return .value(try decode(Value.self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  /// Leaves an absent member out.
  public mutating func encode<Value>(_ patch: Patch<Value>, forKey key: Key) throws {
    switch patch {
    case .absent: break
    case .null: try encodeNil(forKey: key)
    case .value(let value): try encode(value, forKey: key)
    }
  }
}
