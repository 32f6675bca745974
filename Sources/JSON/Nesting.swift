/// How many brackets are open, and which kind each of the outermost 64 is.
///
/// Deeper ones are only counted: a record nested so deep is refused by the parser in any case, and so the memory needed
/// does not grow with the input.
struct Nesting {
  private(set) var depth = 0
  /// One bit for each of the outermost brackets, set for an object.
  private var objects: UInt64 = 0

  private static let depthKnown = UInt64.bitWidth

  /// Whether the innermost open bracket is known to be an object's.
  var isInObject: Bool {
    depth > 0 && depth <= Self.depthKnown && objects & (1 << UInt64(depth - 1)) != 0
  }

  mutating func open(_ bracket: UInt8) {
    if depth < Self.depthKnown {
      let bit: UInt64 = 1 << UInt64(depth)
      objects = bracket == Byte.openBrace ? objects | bit : objects & ~bit
    }
    depth += 1
  }

  /// Closes the innermost bracket; false when the one that closes it is of the other kind.
  mutating func close(_ bracket: UInt8) -> Bool {
    defer { depth -= 1 }
    return depth > Self.depthKnown || isInObject == (bracket == Byte.closeBrace)
  }
}
