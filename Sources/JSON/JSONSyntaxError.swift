/// Why a text is not JSON as this service reads it, and where.
public struct JSONSyntaxError: Error, Equatable, Sendable {
  /// Where the fault begins, in bytes from the start of the text.
  public let offset: Int
  /// The innermost value that is known to hold the fault, as an RFC 6901 pointer.
  public let pointer: String
  /// A sentence for a person; it quotes none of the text.
  public let reason: String

  init(offset: Int, pointer: String = "", reason: String) {
    self.offset = offset
    self.pointer = pointer
    self.reason = reason
  }

  /// The same fault, seen from the array or object around it: `step` leads to the value that the pointer started from.
  func within(_ step: JSONPointer) -> JSONSyntaxError {
    JSONSyntaxError(offset: offset, pointer: step.description + pointer, reason: reason)
  }
}

/// How much of a JSON text the parser takes.
public struct JSONLimits: Sendable {
  /// How many arrays and objects may stand inside one another; each costs a few hundred bytes of stack.
  public var depth: Int = 64

  /// The standard limits, to be changed.
  public init() {}

  /// What is taken where nothing else is said.
  public static let standard = JSONLimits()
}
