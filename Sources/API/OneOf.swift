/// A union of objects told apart by one member, which a synthesised `Codable` enum cannot show to a recorder.
///
/// The JSON is flat: the members of the chosen object with the discriminator beside them.
public protocol OneOf: Codable, Sendable {
  /// The member that tells the variants apart, for example `kind`.
  static var discriminator: String { get }
  /// Every variant there is.
  static var variants: [Variant<Self>] { get }
  /// What this value holds, for writing.
  var chosen: (tag: String, content: any Encodable) { get }
}

/// One variant of a union: the discriminator's value and the type that goes with it.
public struct Variant<Union: OneOf>: Sendable {
  let tag: String
  let decode: @Sendable (any Decoder) throws -> Union
  let componentName: String
  let record: @Sendable (SchemaRecorder) throws -> Void
  let placeholder: @Sendable (SchemaRecorder) throws -> Union

  /// A variant: the value of the discriminator, the type that goes with it, and the case that holds it.
  public init<Content: Described>(
    _ tag: String, _ type: Content.Type, _ wrap: @escaping @Sendable (Content) -> Union
  ) {
    self.tag = tag
    componentName = type.schemaName
    decode = { wrap(try Content(from: $0)) }
    record = { _ = try $0.node(type) }
    placeholder = { wrap(try $0.placeholder(type)) }
  }
}

extension OneOf {
  public init(from decoder: any Decoder) throws {
    let tag = try decoder.container(keyedBy: MemberName.self).decode(
      String.self, forKey: MemberName(Self.discriminator))
    guard let variant = Self.variants.first(where: { $0.tag == tag }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(Self.discriminator) is none of the variants"))
    }
    self = try variant.decode(decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    let (tag, content) = chosen
    var container = encoder.container(keyedBy: MemberName.self)
    try container.encode(tag, forKey: MemberName(Self.discriminator))
    try content.encode(to: encoder)
  }
}

/// The name of a member that is known only while running.
struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) {
    stringValue = name
  }

  init?(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}
