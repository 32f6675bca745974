/// A type whose members are described in one table, keyed by their names in JSON.
public protocol Described: Codable, Sendable {
  /// What the type is called in the document; the Swift name unless said otherwise.
  static var schemaName: String { get }
  /// What each member says, by its coding key; the contract check demands every key.
  static var descriptions: [String: String] { get }
}

extension Described {
  public static var schemaName: String { plainSchemaName(of: Self.self) }
}

/// A described type that shows one whole example of itself, as a body or a reply of a route must.
public protocol Exemplified: Described {
  static var example: Self { get }
}
