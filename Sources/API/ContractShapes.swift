import JSON

/// Every named shape of the contract, gathered from the routes.
struct ContractShapes {
  private var components: [String: SchemaComponent] = [:]
  /// The components that bodies are made of, which take no members beyond theirs.
  private var closed: Set<String> = []

  init(_ routes: [Route]) throws {
    try add(Schema(recording: ProblemView.self))
    for route in routes {
      if let body = route.inputs.body {
        try add(body.schema)
        closed.formUnion(body.schema.components.keys)
      }
      for reply in route.replies {
        if let schema = try reply.content?.schema?() { try add(schema) }
      }
    }
  }

  private mutating func add(_ schema: Schema) throws {
    for (name, component) in schema.components {
      // Compared as they will be written: a type that is a variant of a union here and stands alone there differs.
      if let known = components[name],
        known.origin != component.origin || document.json(known) != document.json(component)
      {
        throw RecordingFault(
          "\(component.origin) and \(known.origin) are both called \(name) and differ: give one another schemaName.")
      }
      components[name] = component
    }
  }

  private var document: SchemaDocument { SchemaDocument(isClosed: closed.contains) }

  /// A place in a shape, as JSON Schema.
  func json(_ node: SchemaNode) -> JSONValue { document.json(node) }

  /// Every component, by name.
  var json: JSONValue {
    .record(components.sorted { $0.key < $1.key }.map { ($0.key, document.json($0.value)) })
  }
}
