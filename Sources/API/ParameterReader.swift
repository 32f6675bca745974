import JSON

/// Reads path or query parameters into a type: every fault is found before anything is decoded.
struct ParameterReader<Input: Decodable & Sendable>: Sendable {
  let parameters: [Parameter]
  /// What stands for an input without members.
  private let nothing: Input?

  /// Throws `RecordingFault` when a member of the type is more than one value or a list of values.
  init() throws {
    nothing = NoInput() as? Input
    guard nothing == nil else {
      parameters = []
      return
    }
    guard let record = try Schema(recording: Input.self).record else {
      throw RecordingFault("\(Input.self) is not an object, so it names no parameters.")
    }
    parameters = try record.properties.map { try Parameter($0, of: Input.self) }
  }

  /// The input, or a `Problem` that lists every fault.
  func read(_ items: [(name: String, value: String)]) throws -> Input {
    if items.isEmpty, let nothing { return nothing }
    var reading = ParameterReading(parameters: parameters)
    for (name, value) in items { reading.take(name, value) }
    return try JSONTree.decode(Input.self, from: .object(try reading.finish()))
  }
}

/// One parameter of an operation: its name, its form and what it means.
struct Parameter: Sendable {
  let name: String
  let value: ValueSchema
  /// Whether it may be repeated.
  let isList: Bool
  let isRequired: Bool
  let description: String?
  let whenAbsent: JSONValue?

  init(_ property: RecordSchema.Property, of owner: Any.Type) throws {
    switch property.node {
    case .value(let schema):
      value = schema
      isList = false
    case .list(of: .value(let schema), fewest: _, most: _):
      value = schema
      isList = true
    default:
      throw RecordingFault("\(property.name) of \(owner) is neither a value nor a list of values.")
    }
    name = property.name
    isRequired = property.isRequired && !isList
    description = property.description
    whenAbsent = property.whenAbsent
  }
}

/// The faults and the values found so far.
private struct ParameterReading {
  let parameters: [Parameter]
  var object = JSONObject()
  var faults: [Fault] = []

  mutating func take(_ name: String, _ text: String) {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      let known = parameters.map(\.name).joined(separator: ", ")
      let help = known.isEmpty ? "there are none here" : "known are: \(known)"
      return note(name, .unknown, "is not a parameter of this operation; \(help)")
    }
    guard let value = parameter.value.value(of: text) else {
      return note(name, .malformed, "must be \(parameter.value.words)")
    }
    if let fault = parameter.value.fault(in: value) { return note(name, fault.code, fault.detail) }
    guard let earlier = object[name] else {
      object.members.append(.init(key: name, value: parameter.isList ? .array([value]) : value))
      return
    }
    guard parameter.isList, case .array(let values) = earlier else {
      return note(name, .repeated, "must be given once")
    }
    object[name] = .array(values + [value])
  }

  mutating func finish() throws -> JSONObject {
    for parameter in parameters where object[parameter.name] == nil {
      if parameter.isList {
        object.members.append(.init(key: parameter.name, value: .array([])))
      } else if parameter.isRequired, !faults.contains(where: { $0.place == .parameter(parameter.name) }) {
        note(parameter.name, .missing, "is required")
      }
    }
    guard faults.isEmpty else { throw problem }
    return object
  }

  private mutating func note(_ name: String, _ code: Fault.Code, _ detail: String) {
    faults.append(Fault(.parameter(name), code, detail))
  }

  private var problem: Problem {
    let code: ProblemCode = faults.contains { $0.code.isUnreadable } ? .malformedParameter : .invalid
    let sentences = faults.prefix(3).map { "\($0.place.text) \($0.detail)" }
    return Problem(code, sentences.joined(separator: "; ") + ".", faults: faults)
  }
}
