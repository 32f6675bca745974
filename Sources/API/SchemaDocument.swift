import JSON

/// Renders shapes as JSON Schema 2020-12, as OpenAPI 3.1 takes it.
struct SchemaDocument {
  /// Whether members that are not listed are refused: they are in bodies, and readers of replies must bear new ones.
  let isClosed: (_ component: String) -> Bool

  func json(_ node: SchemaNode) -> JSONValue {
    switch node {
    case .value(let value): return .record(value.keywords)
    case .list(let element, let fewest, let most):
      return Self.list(of: json(element), fewest: fewest, most: most)
    case .map(let element):
      return .record([("type", .string("object")), ("additionalProperties", json(element))])
    case .named(let name): return .record([("$ref", .string("#/components/schemas/" + name))])
    case .nullable(let inner):
      return .record([("anyOf", .array([json(inner), .record([("type", .string("null"))])]))])
    }
  }

  static func list(of element: JSONValue, fewest: Int?, most: Int?) -> JSONValue {
    var keywords: [(String, JSONValue)] = [("type", .string("array")), ("items", element)]
    if let fewest, fewest > 0 { keywords.append(("minItems", .integer(fewest))) }
    if let most { keywords.append(("maxItems", .integer(most))) }
    return .record(keywords)
  }

  func json(_ component: SchemaComponent) -> JSONValue {
    switch component {
    case .record(let record): json(record)
    case .union(let union): json(union)
    }
  }

  private func json(_ record: RecordSchema) -> JSONValue {
    var keywords: [(String, JSONValue)] = [("type", .string("object"))]
    let required = record.properties.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { keywords.append(("required", .array(required))) }
    keywords.append(("properties", .record(record.properties.map { ($0.name, json($0)) })))
    if isClosed(record.name) { keywords.append(("additionalProperties", .bool(false))) }
    return .record(keywords)
  }

  private func json(_ property: RecordSchema.Property) -> JSONValue {
    guard case .object(var schema) = json(property.node) else { return .record([]) }
    schema["description"] = property.description.map { .string($0) }
    schema["default"] = property.whenAbsent
    return .object(schema)
  }

  private func json(_ union: UnionSchema) -> JSONValue {
    let references = union.variants.map { (tag: $0.tag, reference: "#/components/schemas/" + $0.component) }
    return .record([
      ("oneOf", .array(references.map { .record([("$ref", .string($0.reference))]) })),
      (
        "discriminator",
        .record([
          ("propertyName", .string(union.discriminator)),
          ("mapping", .record(references.map { ($0.tag, .string($0.reference)) })),
        ])
      ),
    ])
  }
}

extension ValueSchema {
  /// The keywords of JSON Schema for the value.
  var keywords: [(String, JSONValue)] {
    var keywords: [(String, JSONValue)] = [("type", .string(kind.rawValue))]
    if let format { keywords.append(("format", .string(format))) }
    if let pattern { keywords.append(("pattern", .string(pattern))) }
    if let choices { keywords.append(("enum", .array(choices))) }
    if let minimum { keywords.append((kind == .string ? "minLength" : "minimum", .integer(minimum))) }
    if let maximum { keywords.append((kind == .string ? "maxLength" : "maximum", .integer(maximum))) }
    if let example { keywords.append(("examples", .array([example]))) }
    return keywords
  }
}
