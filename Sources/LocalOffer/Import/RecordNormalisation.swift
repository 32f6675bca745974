import Domain
import JSON

/// One record of a feed on its way to the form that the database takes, and what was found out about it.
///
/// What a record cannot do without, and lists and objects that are something else, reject it (`RecordFault`). Any other
/// value that cannot be read is left out, and that is told as a repair: a family is better served by a service without
/// its e-mail address than by none.
struct RecordNormalisation {
  /// An id that is no UUID, and the UUID that stands for it.
  struct ExternalID: Equatable {
    let kind: EntityKind
    let original: String
    let id: Identifier
  }

  let identity: FeedIdentity
  let postcodes: PostcodeIndex
  var path = RecordPath()
  private(set) var repairs: [RecordFault] = []
  /// Pointers, without the numbers of elements, to members that the shapes do not have.
  private(set) var unknownMembers: [String] = []
  private(set) var externalIDs: [ExternalID] = []

  init(identity: FeedIdentity, postcodes: PostcodeIndex) {
    self.identity = identity
    self.postcodes = postcodes
  }

  // MARK: What is told

  func fault(_ reason: String) -> RecordFault {
    RecordFault(pointer: path.pointer, reason: reason)
  }

  mutating func repair(_ reason: String) {
    repairs.append(fault(reason))
  }

  /// Tells of a member of the object at hand.
  mutating func repair(_ member: String, _ reason: String) {
    path.enter(member)
    repair(reason)
    path.leave()
  }

  // MARK: Objects and lists

  /// The object with its members by their rules; nil where it is part of another and says nothing.
  mutating func object(
    _ source: JSONObject, as shape: RecordShape, in parent: Identifier? = nil, at position: Int = 0
  ) throws(RecordFault) -> JSONObject? {
    let idsBefore = externalIDs.count
    path.enter("id")
    let givenID = identifier(source["id"] ?? .null, of: shape.kind)
    guard let id = givenID ?? parent.map({ identity.identifier(at: position, in: $0, of: shape.kind) }) else {
      throw fault("is missing, or is not text of 1 to \(FeedIdentity.longestOriginal) bytes")
    }
    path.leave()

    var values = [JSONValue?](repeating: nil, count: shape.members.count)
    for member in source.members {
      path.enter(member.key)
      if let place = shape.places[member.key] {
        values[place] = try read(member.value, by: shape.members[place].rule, in: id)
      } else if !RecordShape.backReferences.contains(member.key) {
        unknownMembers.append(path.memberPointer)
      }
      path.leave()
    }
    var object = JSONObject([JSONObject.Member(key: "id", value: .string(id.description))])
    for (value, member) in zip(values, shape.members) {
      if let value { object.members.append(JSONObject.Member(key: member.name, value: value)) }
    }
    if shape.kind == .costOption { keepWords(ofAmountIn: source, in: &object) }
    guard object.members.count > 1 || parent == nil else {
      if givenID != nil, shape.mayBeReference { return object }
      if givenID != nil { repair("says nothing but its id: left out") }
      externalIDs.removeSubrange(idsBefore...)
      return nil
    }
    return complete(object, as: shape)
  }

  private mutating func list(
    _ source: [JSONValue], of shape: RecordShape, in parent: Identifier
  ) throws(RecordFault) -> JSONValue? {
    var elements: [JSONValue] = []
    for (position, element) in source.enumerated() {
      path.enter(position)
      switch element {
      case .object(let object):
        if let object = try self.object(object, as: shape, in: parent, at: position) {
          elements.append(.object(object))
        }
      case .null: break
      default: repair("is not an object: left out")
      }
      path.leave()
    }
    return elements.isEmpty ? nil : .array(elements)
  }

  private mutating func read(
    _ value: JSONValue, by rule: MemberRule, in parent: Identifier
  ) throws(RecordFault) -> JSONValue? {
    switch (rule, value) {
    case (_, .null), (.part, .string("")), (.parts, .string("")): return nil
    case (.part(let shape), .object(let object)):
      return try self.object(object, as: shape, in: parent).map { .object($0) }
    case (.part, _): throw fault("is not an object")
    case (.parts(let shape), .array(let elements)): return try list(elements, of: shape, in: parent)
    case (.parts(let shape), .object):
      repair("is not a list: read as a list of one")
      return try list([value], of: shape, in: parent)
    case (.parts, _): throw fault("is not a list")
    case (.reference(let kind), _):
      return identifier(value, of: kind).map { .string($0.description) }
    default: return try scalar(value, by: rule)
    }
  }

  // MARK: Ids

  /// The UUID for a supplier's id; nil where the supplier gave none that can be kept.
  private mutating func identifier(_ value: JSONValue, of kind: EntityKind) -> Identifier? {
    guard let original = RecordNormalisation.original(value) else {
      switch value {
      case .null, .string: break
      default: repair("is neither text nor a number: left out")
      }
      return nil
    }
    if let id = Identifier(original) { return id }
    guard original.utf8.count <= FeedIdentity.longestOriginal else {
      repair("is longer than \(FeedIdentity.longestOriginal) bytes: left out")
      return nil
    }
    let id = identity.identifier(for: original, of: kind)
    externalIDs.append(ExternalID(kind: kind, original: original, id: id))
    return id
  }

  /// An id as the supplier wrote it, without white space around it; nil for none, for which the nil UUID (RFC 9562
  /// §5.9) counts as well.
  static func original(_ value: JSONValue?) -> String? {
    switch value {
    case .number(let number): return number.text
    case .string(let text):
      let isBlank = { (character: Character) in character.isWhitespace }
      guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
      else { return nil }
      let id = String(text[first...last])
      return id == "00000000-0000-0000-0000-000000000000" ? nil : id
    default: return nil
    }
  }
}
