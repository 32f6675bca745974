import JSON

/// Walks a value along its schema and collects every fault, so that a caller hears of all of them at once.
struct SchemaCheck {
  /// More faults than this are not listed: the answer stays bounded however wrong the body is.
  static let mostFaults = 100

  let components: [String: SchemaComponent]
  private(set) var faults: [Fault] = []
  private var trail: [Step] = []

  /// One step from a value into a part of it.
  private enum Step {
    case key(String)
    case index(Int)
  }

  init(components: [String: SchemaComponent]) {
    self.components = components
  }

  /// Checks a value against a place in the shape.
  mutating func check(_ value: JSONValue, against node: SchemaNode) {
    guard faults.count < Self.mostFaults else { return }
    switch node {
    case .value(let schema):
      if let fault = schema.fault(in: value) { note(fault.code, fault.detail) }
    case .list(let element, let fewest, let most): checkList(value, of: element, fewest: fewest, most: most)
    case .map(let element): checkMap(value, of: element)
    case .named(let name): check(value, against: components[name])
    case .nullable(let inner): if value != .null { check(value, against: inner) }
    }
  }

  private mutating func check(_ value: JSONValue, against component: SchemaComponent?) {
    guard case .object(let object) = value else { return note(.wrongType, "must be an object") }
    switch component {
    case .record(let record): check(object, against: record)
    case .union(let union): check(object, against: union)
    case nil: break
    }
  }

  private mutating func check(_ object: JSONObject, against record: RecordSchema) {
    for property in record.properties where property.isRequired && object[property.name] == nil {
      within(.key(property.name)) { $0.note(.missing, "is required") }
    }
    for member in object.members where faults.count < Self.mostFaults {
      within(.key(member.key)) { check in
        if let property = record.property(member.key) {
          check.check(member.value, against: property.node)
        } else {
          let known = record.properties.map(\.name).joined(separator: ", ")
          check.note(.unknown, "is not known here; known are: \(known)")
        }
      }
    }
  }

  private mutating func check(_ object: JSONObject, against union: UnionSchema) {
    let tag = object[union.discriminator]
    if let variant = union.variants.first(where: { .string($0.tag) == tag }) {
      return check(.object(object), against: components[variant.component])
    }
    within(.key(union.discriminator)) {
      if tag == nil {
        $0.note(.missing, "is required")
      } else {
        $0.note(.notListed, "must be one of " + union.variants.map(\.tag).joined(separator: ", "))
      }
    }
  }

  private mutating func checkList(_ value: JSONValue, of element: SchemaNode, fewest: Int?, most: Int?) {
    guard case .array(let elements) = value else { return note(.wrongType, "must be a list") }
    if let fewest, elements.count < fewest { note(.tooFew, "must have at least \(fewest) elements") }
    if let most, elements.count > most { return note(.tooMany, "must have at most \(most) elements") }
    for (index, value) in elements.enumerated() where faults.count < Self.mostFaults {
      within(.index(index)) { $0.check(value, against: element) }
    }
  }

  private mutating func checkMap(_ value: JSONValue, of element: SchemaNode) {
    guard case .object(let object) = value else { return note(.wrongType, "must be an object") }
    for member in object.members {
      within(.key(member.key)) { $0.check(member.value, against: element) }
    }
  }

  private mutating func within(_ step: Step, _ body: (inout SchemaCheck) -> Void) {
    trail.append(step)
    body(&self)
    trail.removeLast()
  }

  private mutating func note(_ code: Fault.Code, _ detail: String) {
    guard faults.count < Self.mostFaults else { return }
    var pointer = JSONPointer()
    for step in trail {
      switch step {
      case .key(let key): pointer = pointer.appending(key: key)
      case .index(let index): pointer = pointer.appending(index: index)
      }
    }
    faults.append(Fault(.pointer(pointer.description), code, detail))
  }
}
