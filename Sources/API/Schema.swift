import JSON

/// The shape of a type as JSON, recorded from the type itself: it checks bodies, validates replies and documents both.
public struct Schema: Sendable {
  let root: SchemaNode
  /// The objects and unions that have a name, by that name.
  let components: [String: SchemaComponent]

  /// Records a type; throws `RecordingFault` with a sentence when the type cannot be recorded.
  public init<Value: Decodable>(recording type: Value.Type) throws {
    let recorder = SchemaRecorder()
    root = try recorder.record(type)
    components = recorder.components
  }

  /// Every fault of a value, with JSON pointers; at most a hundred.
  public func faults(in value: JSONValue) -> [Fault] {
    var check = SchemaCheck(components: components)
    check.check(value, against: root)
    return check.faults
  }

  /// The object at the root, when the type is one.
  var record: RecordSchema? {
    guard case .named(let name) = root, case .record(let record)? = components[name] else { return nil }
    return record
  }
}

/// One place in a shape.
indirect enum SchemaNode: Sendable {
  case value(ValueSchema)
  case list(of: SchemaNode, fewest: Int?, most: Int?)
  /// An object whose keys are free.
  case map(of: SchemaNode)
  /// A component, by its name.
  case named(String)
  /// The value or null.
  case nullable(SchemaNode)
}

/// A part of a shape that has a name.
enum SchemaComponent: Sendable {
  case record(RecordSchema)
  case union(UnionSchema)

  /// The type it was recorded from, with its module, to tell two types of one name apart.
  var origin: String {
    switch self {
    case .record(let record): record.origin
    case .union(let union): union.origin
    }
  }
}

/// An object with listed members.
struct RecordSchema: Sendable {
  /// One member of an object.
  struct Property: Sendable {
    let name: String
    var node: SchemaNode
    var isRequired: Bool
    /// What the member says, from the type's table of descriptions; nil is found by the contract check.
    let description: String?
    /// What an absent member means.
    let whenAbsent: JSONValue?
  }

  let name: String
  let origin: String
  let properties: [Property]

  /// The same object as a variant of a union: the member that names the variant comes first.
  func tagged(_ discriminator: String, _ tag: String) -> RecordSchema {
    let property = Property(
      name: discriminator, node: .value(.choice(of: [tag])), isRequired: true,
      description: "Tells what this is: always `\(tag)` here.", whenAbsent: nil)
    return RecordSchema(name: name, origin: origin, properties: [property] + properties)
  }

  /// The member with a name; objects are small, so a scan is quicker than a table.
  func property(_ name: String) -> Property? {
    properties.first { $0.name == name }
  }
}

/// An object that is one of several, told apart by one member.
struct UnionSchema: Sendable {
  let name: String
  let origin: String
  let discriminator: String
  let variants: [Variant]

  /// One value of the discriminator and the component it stands for.
  struct Variant: Sendable {
    let tag: String
    let component: String
  }
}
