/// One pass over a JSON text: the grammar of values, arrays and objects. Strings and numbers have files of their own.
///
/// `input` is read at `position` only after a check against `count`.
struct JSONReader {
  let input: UnsafePointer<UInt8>
  let count: Int
  let depthLimit: Int
  var position = 0
  /// Where strings with escapes are put together.
  var unescaped: [UInt8] = []

  /// Up to this many members a new name is compared with each earlier one, which is quicker than hashing them all.
  private static let membersComparedOneByOne = 16

  init(input: UnsafePointer<UInt8>, count: Int, depthLimit: Int) {
    self.input = input
    self.count = count
    self.depthLimit = depthLimit
  }

  /// The whole text: one value, with nothing but white space around it.
  mutating func text() throws(JSONSyntaxError) -> JSONValue {
    if count >= 3, input[0] == 0xEF, input[1] == 0xBB, input[2] == 0xBF {
      throw JSONSyntaxError(offset: 0, reason: "The text begins with a byte order mark.")
    }
    skipWhiteSpace()
    let value = try value(depth: 0)
    skipWhiteSpace()
    guard position == count else { throw fault("Something follows the value.") }
    return value
  }

  /// One value inside `depth` arrays and objects, beginning at `position`.
  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
    guard position < count else { throw fault("The text ends where a value was expected.") }
    switch input[position] {
    case Byte.quote: return .string(try string())
    case Byte.openBrace: return .object(try object(depth: depth))
    case Byte.openBracket: return .array(try array(depth: depth))
    case Byte.minus, Byte.zero...Byte.nine: return .number(try number())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case Byte.plus: throw fault("A number must not begin with a plus sign.")
    case Byte.dot: throw fault("A number needs a digit before its decimal point.")
    default: throw fault("A value was expected here.")
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    guard count - position >= length else { throw fault("A value was expected here.") }
    for place in 0..<length where input[position + place] != word.utf8Start[place] {
      throw fault("A value was expected here.")
    }
    position += length
    return value
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
    try enter(depth: depth)
    var elements: [JSONValue] = []
    if take(Byte.closeBracket) { return elements }
    while true {
      do throws(JSONSyntaxError) {
        elements.append(try value(depth: depth + 1))
      } catch {
        throw error.within(JSONPointer().appending(index: elements.count))
      }
      skipWhiteSpace()
      if take(Byte.comma) {
        skipWhiteSpace()
      } else if take(Byte.closeBracket) {
        return elements
      } else {
        throw fault(inside: "an array", expecting: "A comma or a closing square bracket")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
    try enter(depth: depth)
    var members: [JSONObject.Member] = []
    var names: Set<String> = []
    if take(Byte.closeBrace) { return JSONObject() }
    members.reserveCapacity(8)
    while true {
      guard position < count, input[position] == Byte.quote else {
        throw fault(inside: "an object", expecting: "A member name in quotation marks")
      }
      let nameOffset = position
      let name = try string()
      do throws(JSONSyntaxError) {
        guard isNew(name, among: members, &names) else {
          throw JSONSyntaxError(offset: nameOffset, reason: "The object has two members of this name.")
        }
        skipWhiteSpace()
        guard take(Byte.colon) else { throw fault(inside: "an object", expecting: "A colon") }
        skipWhiteSpace()
        members.append(JSONObject.Member(key: name, value: try value(depth: depth + 1)))
      } catch {
        throw error.within(JSONPointer().appending(key: name))
      }
      skipWhiteSpace()
      if take(Byte.comma) {
        skipWhiteSpace()
      } else if take(Byte.closeBrace) {
        return JSONObject(members)
      } else {
        throw fault(inside: "an object", expecting: "A comma or a closing brace")
      }
    }
  }

  /// Steps past an opening bracket that stands inside `depth` others, and the white space after it.
  private mutating func enter(depth: Int) throws(JSONSyntaxError) {
    guard depth < depthLimit else {
      throw fault("Arrays and objects are nested more than \(depthLimit) deep.")
    }
    position += 1
    skipWhiteSpace()
  }

  private func isNew(_ name: String, among members: [JSONObject.Member], _ names: inout Set<String>) -> Bool {
    if members.count < Self.membersComparedOneByOne {
      return !members.contains { $0.key == name }
    }
    if names.isEmpty {
      names = Set(members.lazy.map(\.key))
    }
    return names.insert(name).inserted
  }

  private mutating func skipWhiteSpace() {
    while position < count {
      switch input[position] {
      case Byte.space, Byte.newline, Byte.carriageReturn, Byte.tab: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < count, input[position] == byte else { return false }
    position += 1
    return true
  }

  /// A fault at `position`.
  func fault(_ reason: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: position, reason: reason)
  }

  private func fault(inside container: String, expecting token: String) -> JSONSyntaxError {
    fault(position < count ? "\(token) was expected here." : "The text ends inside \(container).")
  }
}
