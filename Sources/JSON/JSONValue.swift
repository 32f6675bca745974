/// One JSON value as the parser read it (RFC 8259 §3), with numbers kept as they were written.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// A JSON object whose members keep the order in which they came.
///
/// Two objects are equal when they hold equal members in the same order.
public struct JSONObject: Sendable, Equatable {
  /// One name and its value.
  public struct Member: Sendable, Equatable {
    /// The name, with its escapes resolved.
    public let key: String
    /// What stands under the name.
    public var value: JSONValue

    /// A member of that name and value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in order; the parser never leaves two of one name here, and whoever builds an object must not either.
  public var members: [Member]

  /// An object of members whose names all differ.
  public init(_ members: [Member] = []) {
    self.members = members
  }

  /// The value of the member of that name; setting it replaces the member in its place, appends a new one, or with nil
  /// removes it.
  ///
  /// Looks from the first member on: the cost grows with the number of members.
  public subscript(key: String) -> JSONValue? {
    get {
      members.first { $0.key == key }?.value
    }
    set {
      let place = members.firstIndex { $0.key == key }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}
