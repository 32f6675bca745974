/// Why a type's shape cannot be recorded; the service does not start with such a type in a route.
public struct RecordingFault: Error, Sendable, CustomStringConvertible {
  /// Which type, and why.
  public let description: String
  /// Whether a placeholder was wanted of a type that is itself being recorded.
  let isRecursive: Bool

  init(_ description: String, isRecursive: Bool = false) {
    self.description = description
    self.isRecursive = isRecursive
  }
}

/// Records the shape of types by decoding them from nothing: every question a type asks of its decoder is noted, and
/// answered with a placeholder.
final class SchemaRecorder {
  private(set) var components: [String: SchemaComponent] = [:]
  private var inProgress: Set<String> = []
  private var placeholders: [ObjectIdentifier: Any] = [:]
  /// The components that are variants of a union and so begin with its discriminator.
  private var variants: Set<String> = []
  /// Types met in the middle of a type they need a placeholder of; they are recorded once that is done.
  private var postponed: [() throws -> Void] = []

  /// The shape of a type and, in `components`, of everything that it leads to.
  func record<Value: Decodable>(_ type: Value.Type) throws -> SchemaNode {
    let root = try node(type)
    while let next = postponed.popLast() { try next() }
    return root
  }

  /// The shape of a type. A type that is being recorded already is referred to by name, which ends recursion.
  func node<Value: Decodable>(_ type: Value.Type) throws -> SchemaNode {
    if let value = type as? any SchemaValue.Type { return .value(schema(of: value)) }
    if let shape = type as? any SelfRecording.Type { return try shape.record(in: self) }
    if let union = type as? any OneOf.Type { return try record(union: union) }
    if let choices = type as? any CaseIterable.Type { return .value(try schema(ofChoices: choices)) }
    return try record(object: type)
  }

  /// A value of the type, good for nothing but letting its owner's `init(from:)` go on.
  func placeholder<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let known = placeholders[ObjectIdentifier(type)] as? Value { return known }
    let value = try anyPlaceholder(type)
    guard let value = value as? Value else { throw RecordingFault("\(type) gives no placeholder.") }
    placeholders[ObjectIdentifier(type)] = value
    return value
  }

  private func anyPlaceholder<Value: Decodable>(_ type: Value.Type) throws -> Any {
    if let value = type as? any SchemaValue.Type { return value.example }
    if let shape = type as? any SelfRecording.Type { return try shape.placeholder(in: self) }
    if let union = type as? any OneOf.Type { return try firstVariant(union) }
    if let choices = type as? any CaseIterable.Type { return try firstChoice(choices) }
    return try record(newInstanceOf: type).value
  }
}

extension SchemaRecorder {
  private func record<Value: Decodable>(object type: Value.Type) throws -> SchemaNode {
    let name = schemaName(of: type)
    let origin = String(reflecting: type)
    if inProgress.contains(origin) { return .named(name) }
    guard !variants.contains(name) else {
      throw RecordingFault("\(origin) is a variant of a union, so it cannot stand alone as well.")
    }
    if let known = components[name] {
      guard known.origin == origin else {
        throw RecordingFault("\(origin) and \(known.origin) are both called \(name): give one another schemaName.")
      }
      return .named(name)
    }
    do {
      return try record(newInstanceOf: type).node
    } catch let fault as RecordingFault where fault.isRecursive {
      postponed.append { _ = try self.record(newInstanceOf: type) }
      return .named(name)
    }
  }

  private func record<Value: Decodable>(newInstanceOf type: Value.Type) throws -> (node: SchemaNode, value: Value) {
    let origin = String(reflecting: type)
    guard inProgress.insert(origin).inserted else {
      throw RecordingFault("\(origin) contains itself other than through a list or an optional.", isRecursive: true)
    }
    defer { inProgress.remove(origin) }
    let sheet = RecordingSheet(
      recorder: self, origin: origin, descriptions: (type as? any Described.Type)?.descriptions ?? [:])
    let value = try Value(from: RecordingDecoder(sheet: sheet))
    placeholders[ObjectIdentifier(type)] = value
    if let single = sheet.single { return (single, value) }
    let name = schemaName(of: type)
    components[name] = .record(RecordSchema(name: name, origin: origin, properties: sheet.properties))
    return (.named(name), value)
  }

  private func record(union type: any OneOf.Type) throws -> SchemaNode {
    let name = schemaName(of: type)
    let origin = String(reflecting: type)
    if inProgress.contains(origin) || components[name]?.origin == origin { return .named(name) }
    inProgress.insert(origin)
    defer { inProgress.remove(origin) }
    components[name] = .union(
      UnionSchema(
        name: name, origin: origin, discriminator: type.discriminator, variants: try variants(of: type)))
    return .named(name)
  }

  /// Records the variants, each with the discriminator as its first member.
  private func variants<Union: OneOf>(of type: Union.Type) throws -> [UnionSchema.Variant] {
    try Union.variants.map { variant in
      let isFree = components[variant.componentName] == nil
      if isFree { try variant.record(self) }
      guard isFree, case .record(let record)? = components[variant.componentName],
        record.property(Union.discriminator) == nil
      else {
        throw RecordingFault(
          "\(variant.componentName) cannot be a variant of \(type): it must be an object that is nothing else.")
      }
      variants.insert(variant.componentName)
      components[variant.componentName] = .record(record.tagged(Union.discriminator, variant.tag))
      return UnionSchema.Variant(tag: variant.tag, component: variant.componentName)
    }
  }

  private func firstVariant<Union: OneOf>(_ type: Union.Type) throws -> Any {
    guard let variant = Union.variants.first else { throw RecordingFault("\(type) has no variants.") }
    return try variant.placeholder(self)
  }

  private func schema<Value: SchemaValue>(of type: Value.Type) -> ValueSchema {
    Value.schema.showing(Value.example)
  }

  private func schema(ofChoices type: any CaseIterable.Type) throws -> ValueSchema {
    func rawValues<Choice: CaseIterable>(_: Choice.Type) -> [Any] {
      Choice.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue }
    }
    let values = rawValues(type)
    if let words = values as? [String], !words.isEmpty { return .choice(of: words) }
    if let numbers = values as? [Int], !numbers.isEmpty { return .choice(of: numbers) }
    throw RecordingFault("\(type) has neither text nor whole numbers as its raw values.")
  }

  private func firstChoice(_ type: any CaseIterable.Type) throws -> Any {
    func first<Choice: CaseIterable>(_: Choice.Type) -> Any? { Choice.allCases.first }
    guard let choice = first(type) else { throw RecordingFault("\(type) has no cases.") }
    return choice
  }
}

/// The name a type goes by in the document: its own word for it, or its Swift name, made fit for a reference.
func schemaName(of type: Any.Type) -> String {
  if let described = type as? any Described.Type { return described.schemaName }
  return plainSchemaName(of: type)
}

/// `Page<CaseView>` becomes `PageOfCaseView`.
func plainSchemaName(of type: Any.Type) -> String {
  var name = ""
  for character in String(describing: type) {
    switch character {
    case "<": name += "Of"
    case ",": name += "And"
    case ">", " ": break
    default: name.append(character)
    }
  }
  return name
}
