import JSON

/// A value that stands in JSON as one string, number or Boolean and states its own form.
public protocol SchemaValue: Codable, Sendable {
  static var schema: ValueSchema { get }
  /// A value that shows the form, used in the documentation.
  static var example: Self { get }
}

/// A value that takes the place of an absent one: the property is optional, and its default is documented.
public protocol Defaulted: SchemaValue {
  static var whenAbsent: Self { get }
}

extension KeyedDecodingContainer {
  /// The value, or the type's own default where the key is absent.
  public func decode<Value: Defaulted>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decodeIfPresent(type, forKey: key) ?? Value.whenAbsent
  }
}

extension String: SchemaValue {
  public static var schema: ValueSchema { .text("text") }
  public static var example: String { "text" }
}

extension Int: SchemaValue {
  public static var schema: ValueSchema { .integer() }
  public static var example: Int { 1 }
}

extension Double: SchemaValue {
  public static var schema: ValueSchema { .number }
  public static var example: Double { 1.5 }
}

extension Bool: SchemaValue {
  public static var schema: ValueSchema { .boolean }
  public static var example: Bool { true }
}
