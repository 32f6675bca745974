import JSON

/// What one object was seen to ask for while it decoded itself from nothing.
final class RecordingSheet {
  let recorder: SchemaRecorder
  private let origin: String
  private let descriptions: [String: String]
  private(set) var properties: [RecordSchema.Property] = []
  /// The shape of a type that decoded itself as a single value.
  private(set) var single: SchemaNode?
  private var optional: Set<String> = []
  private var nullable: Set<String> = []

  init(recorder: SchemaRecorder, origin: String, descriptions: [String: String]) {
    self.recorder = recorder
    self.origin = origin
    self.descriptions = descriptions
  }

  /// The type asked whether the member is there, so it can do without it.
  func noteOptional(_ name: String) {
    optional.insert(name)
  }

  /// The type asked whether the member is null, so null means something.
  func noteNullable(_ name: String) {
    nullable.insert(name)
  }

  /// Notes a member that must be there, and answers with a placeholder.
  func required<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try note(type, name, isRequired: !optional.contains(name))
    return try recorder.placeholder(type)
  }

  /// Notes a member that may be absent, and answers that it is.
  func absent<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value? {
    try note(type, name, isRequired: false)
    return nil
  }

  /// Notes a type that stands for the single value it decodes.
  func single<Value: Decodable>(_ type: Value.Type) throws -> Value {
    single = try recorder.node(type)
    return try recorder.placeholder(type)
  }

  /// A way of decoding that cannot be recorded.
  func refusal(_ what: String) -> RecordingFault {
    RecordingFault("\(origin) decodes \(what), which cannot be recorded: make it a SchemaValue or an object.")
  }

  private func note<Value: Decodable>(_ type: Value.Type, _ name: String, isRequired: Bool) throws {
    guard !properties.contains(where: { $0.name == name }) else { return }
    var node = try recorder.node(type)
    if nullable.contains(name) { node = .nullable(node) }
    let standIn = isRequired ? nil : (type as? any Defaulted.Type).map { try? JSONValue.encoding($0.whenAbsent) }
    properties.append(
      RecordSchema.Property(
        name: name, node: node, isRequired: isRequired, description: descriptions[name],
        whenAbsent: standIn ?? nil))
  }
}
