import JSON

/// One parameter of an operation: its name, its form and what it means.
struct Parameter: Sendable {
  let name: String
  /// The form of the value, or of each value of a list.
  let value: ValueSchema
  /// Whether it may be repeated.
  let isList: Bool
  let fewest: Int?
  let most: Int?
  let isRequired: Bool
  let description: String?
  let whenAbsent: JSONValue?

  /// Throws `RecordingFault` when the member is neither a value nor a list of values.
  init(_ property: RecordSchema.Property, of owner: Any.Type) throws {
    switch property.node {
    case .value(let schema):
      value = schema
      isList = false
      (fewest, most) = (nil, nil)
    case .list(of: .value(let schema), let fewest, let most):
      value = schema
      isList = true
      (self.fewest, self.most) = (fewest, most)
    default:
      throw RecordingFault("\(property.name) of \(owner) is neither a value nor a list of values.")
    }
    name = property.name
    isRequired = isList ? (fewest ?? 0) > 0 : property.isRequired
    description = property.description
    whenAbsent = property.whenAbsent
  }

  /// The form as JSON Schema.
  var schema: JSONValue {
    var single = JSONObject(value.keywords.filter { $0.0 != "examples" }.map { .init(key: $0.0, value: $0.1) })
    single["default"] = whenAbsent
    return isList ? SchemaDocument.list(of: .object(single), fewest: fewest, most: most) : .object(single)
  }
}
