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
  func read(_ items: [(String, String)]) throws -> Input {
    if items.isEmpty, let nothing { return nothing }
    var reading = ParameterReading(parameters: parameters)
    for (name, value) in items { reading.take(name, value) }
    return try JSONTree.decode(Input.self, from: .object(try reading.finish()))
  }
}

/// The faults and the values found so far.
private struct ParameterReading {
  let parameters: [Parameter]
  /// What was read, one place for each parameter.
  private var values: [JSONValue?]
  private var faults: [Fault] = []

  init(parameters: [Parameter]) {
    self.parameters = parameters
    values = Array(repeating: nil, count: parameters.count)
  }

  mutating func take(_ name: String, _ text: String) {
    guard let index = parameters.firstIndex(where: { $0.name == name }) else {
      let known = parameters.map(\.name).joined(separator: ", ")
      let help = known.isEmpty ? "there are none here" : "known are: \(known)"
      return note(name, .unknown, "is not a parameter of this operation; \(help)")
    }
    guard let value = parameters[index].value.value(of: text) else {
      return note(name, .malformed, "must be \(parameters[index].value.words)")
    }
    if let fault = parameters[index].value.fault(in: value) { return note(name, fault.code, fault.detail) }
    if !parameters[index].isList {
      if values[index] != nil { return note(name, .repeated, "must be given once") }
      values[index] = value
    } else if case .array(var list)? = values[index] {
      // Taken out of its place first, so that the list is not copied.
      values[index] = nil
      list.append(value)
      values[index] = .array(list)
    } else {
      values[index] = .array([value])
    }
  }

  mutating func finish() throws -> JSONObject {
    var object = JSONObject()
    for index in parameters.indices {
      let name = parameters[index].name
      if parameters[index].isList {
        let list = values[index] ?? .array([])
        noteCount(of: list, parameters[index])
        object.members.append(.init(key: name, value: list))
      } else if let value = values[index] {
        object.members.append(.init(key: name, value: value))
      } else if parameters[index].isRequired, !isFaulty(name) {
        note(name, .missing, "is required")
      }
    }
    guard faults.isEmpty else { throw problem }
    return object
  }

  private mutating func noteCount(of list: JSONValue, _ parameter: Parameter) {
    guard case .array(let list) = list, !isFaulty(parameter.name) else { return }
    if let fewest = parameter.fewest, list.count < fewest {
      note(parameter.name, .tooFew, "must be given at least \(fewest) times")
    }
    if let most = parameter.most, list.count > most {
      note(parameter.name, .tooMany, "must be given at most \(most) times")
    }
  }

  /// Whether something else is wrong with a parameter, which says enough.
  private func isFaulty(_ name: String) -> Bool {
    faults.contains { $0.place == .parameter(name) }
  }

  private mutating func note(_ name: String, _ code: Fault.Code, _ detail: String) {
    faults.append(Fault(.parameter(name), code, detail))
  }

  private var problem: Problem {
    let code: ProblemCode = faults.contains { $0.code.isUnreadable } ? .malformedParameter : .invalid
    let sentences = faults.prefix(3).map { "\($0.place.text) \($0.detail)" }
    return Problem(code, sentences.joined(separator: "; ") + ".", faults: Array(faults.prefix(SchemaCheck.mostFaults)))
  }
}
