/// The JSON text of one encoding: its bytes, and the brackets that are still open.
///
/// `Encoder` hands out containers and never says when one is done. Here a container is done as soon as anything is
/// written to a container around it: that closes every bracket inside. So bytes are only ever appended, and a write to
/// a container that is done is an error.
///
/// The properties go without run-time exclusivity checks, which took a sixth of the time: no code but this module's own
/// runs while one of them changes.
final class EncodedText {
  /// The place of one value in the text; never used for another value.
  struct Slot {
    let serial: Int
    /// How many brackets stand around the value.
    let depth: Int
  }

  private struct Bracket {
    let serial: Int
    let key: (any CodingKey)?
    let isObject: Bool
  }

  @exclusivity(unchecked) private var text = TextBuffer(capacity: 4096)
  @exclusivity(unchecked) private var open: [Bracket] = []
  /// The serial of the slot whose container is the innermost one and goes on, or 0 when that must be looked up.
  @exclusivity(unchecked) private var current = 0
  /// Whether nothing is in that container yet.
  @exclusivity(unchecked) private var isEmpty = true
  @exclusivity(unchecked) private var slotsMade = 0
  /// The serial of the innermost slot as long as nothing is written there; 0 for none.
  @exclusivity(unchecked) private var vacancy = 0
  /// The key of the slot made last.
  @exclusivity(unchecked) private var lastKey: (any CodingKey)?
  /// The types found to be no dictionaries: asking a value takes longer than encoding a string.
  @exclusivity(unchecked) private var unsortedTypes: Set<ObjectIdentifier> = []
  /// The first error; kept, because the text after a value that broke off is not sound, even if the error was caught.
  private var fault: (any Error)?

  /// The text; call it once, at the end.
  func finished() throws -> [UInt8] {
    settle(depth: 0)
    if let fault { throw fault }
    return text.bytes
  }

  // MARK: Slots

  /// Encodes `value` into a slot of its own at the end of the text.
  func place(_ value: some Encodable, key: (any CodingKey)?) throws {
    let slot = makeSlot(key: key)
    try fill(slot, with: value)
    settle(depth: slot.depth)
  }

  /// Lets `value` encode itself into `slot`.
  func fill<Value: Encodable>(_ slot: Slot, with value: Value) throws {
    let encoder = SlotEncoder(text: self, slot: slot)
    do {
      if unsortedTypes.contains(ObjectIdentifier(Value.self)) {
        try value.encode(to: encoder)
      } else if let dictionary = value as? any KeySortedEncodable {
        try dictionary.encodeSorted(to: encoder)
      } else {
        unsortedTypes.insert(ObjectIdentifier(Value.self))
        try value.encode(to: encoder)
      }
    } catch {
      throw record(error)
    }
  }

  /// Writes a value without brackets into `slot`, which must be vacant.
  @inline(__always)
  func fill(_ slot: Slot, with write: (inout TextBuffer) -> Void) throws {
    guard vacancy == slot.serial else { throw outOfTurn(slot) }
    vacancy = 0
    write(&text)
  }

  /// The slot for a container or an encoder inside the container in `slot`; where that one is done, a slot in which
  /// every write fails.
  func makeSlot(in slot: Slot, name: String?, key: any CodingKey) -> Slot {
    do {
      try advance(slot, name: name)
      return makeSlot(key: key)
    } catch {
      return Slot(serial: -1, depth: slot.depth + 1)
    }
  }

  private func makeSlot(key: (any CodingKey)?) -> Slot {
    slotsMade += 1
    vacancy = slotsMade
    current = 0
    lastKey = key
    return Slot(serial: slotsMade, depth: open.count)
  }

  // MARK: Brackets

  /// Opens an object or an array in `slot`; asking again for the kind that is already open there goes on with it.
  func open(_ slot: Slot, isObject: Bool) {
    if vacancy == slot.serial {
      vacancy = 0
      text.append(isObject ? Byte.openBrace : Byte.openBracket)
      open.append(Bracket(serial: slot.serial, key: lastKey, isObject: isObject))
      current = slot.serial
      isEmpty = true
    } else if !isOpen(slot) || open[slot.depth].isObject != isObject {
      _ = outOfTurn(slot)
    }
  }

  /// Makes room for the next member or element of the container in `slot`, and writes the name of a member.
  func advance(_ slot: Slot, name: String?) throws {
    if slot.serial != current {
      guard isOpen(slot) else { throw outOfTurn(slot) }
      settle(depth: slot.depth + 1)
      current = slot.serial
    }
    if isEmpty {
      isEmpty = false
    } else {
      text.append(Byte.comma)
    }
    if let name {
      text.append(name)
      text.append(Byte.colon)
    }
  }

  /// Writes the next member or element of the container in `slot`, a value without brackets.
  @inline(__always)
  func append(to slot: Slot, name: String?, _ write: (inout TextBuffer) -> Void) throws {
    try advance(slot, name: name)
    write(&text)
  }

  private func isOpen(_ slot: Slot) -> Bool {
    slot.depth < open.count && open[slot.depth].serial == slot.serial
  }

  /// Closes all brackets but the outermost `depth`, after an empty object where a value encoded nothing.
  private func settle(depth: Int) {
    current = 0
    if vacancy != 0 {
      vacancy = 0
      text.append(literal: "{}")
    }
    while open.count > depth {
      isEmpty = false
      text.append(open.removeLast().isObject ? Byte.closeBrace : Byte.closeBracket)
    }
  }

  // MARK: Errors

  /// The path to the value in `slot`, or when that is done, to the container around it.
  func codingPath(of slot: Slot) -> [any CodingKey] {
    let around = open.prefix(slot.depth).compactMap(\.key)
    let own = isOpen(slot) ? open[slot.depth].key : vacancy == slot.serial ? lastKey : nil
    return around + (own.map { [$0] } ?? [])
  }

  /// The error for a number that JSON cannot write.
  func notFinite(_ value: some FloatingPoint, in slot: Slot, key: (any CodingKey)?) -> any Error {
    let path = codingPath(of: slot) + (key.map { [$0] } ?? [])
    return record(
      EncodingError.invalidValue(
        value, EncodingError.Context(codingPath: path, debugDescription: "JSON has no infinities and no NaN.")))
  }

  private func outOfTurn(_ slot: Slot) -> any Error {
    let path = codingPath(of: slot)
    let reason = "A container was written to after the one around it had gone on, or in two ways."
    return record(
      EncodingError.invalidValue(
        path.last?.stringValue ?? "", EncodingError.Context(codingPath: path, debugDescription: reason)))
  }

  private func record(_ error: any Error) -> any Error {
    fault = fault ?? error
    return error
  }
}

/// A dictionary whose keys are written as member names, and here in rising order, so that equal ones give equal bytes.
protocol KeySortedEncodable {
  func encodeSorted(to encoder: SlotEncoder) throws
}

extension Dictionary: KeySortedEncodable where Key == String, Value: Encodable {
  func encodeSorted(to encoder: SlotEncoder) throws {
    var container = encoder.container(keyedBy: MemberName.self)
    for name in keys.sorted() {
      if let value = self[name] { try container.encode(value, forKey: MemberName(name)) }
    }
  }
}
