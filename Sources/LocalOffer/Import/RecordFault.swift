/// What is wrong with one place of a record, so that the record is rejected.
struct RecordFault: Error, Equatable {
  /// The place, as an RFC 6901 pointer; empty for the whole record.
  let pointer: String
  /// What is wrong there, to be read after the name of the place: "is missing".
  let reason: String
}

/// The steps from a record to one of its places; written as a pointer only when there is something to say about it.
struct RecordPath {
  private enum Step {
    case member(String)
    case element(Int)
  }

  private var steps: [Step] = []

  mutating func enter(_ member: String) { steps.append(.member(member)) }

  mutating func enter(_ index: Int) { steps.append(.element(index)) }

  mutating func leave() { steps.removeLast() }

  /// The place as an RFC 6901 pointer.
  var pointer: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .member(let name): text += "/" + RecordPath.escaped(name)
      case .element(let index): text += "/\(index)"
      }
    }
  }

  /// The place without the numbers of elements: the same for every record of a feed.
  var memberPointer: String {
    steps.reduce(into: "") { text, step in
      if case .member(let name) = step { text += "/" + RecordPath.escaped(name) }
    }
  }

  /// A member's name as RFC 6901 §3 writes it.
  private static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    return name.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
