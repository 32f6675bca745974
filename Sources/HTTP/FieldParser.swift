/// Reads a field section (RFC 9112 §5), of a header or a trailer, as its bytes arrive.
///
/// What RFC 9112 lets a server forgive is refused, since another reader of the same bytes may forgive it differently:
/// a folded line, a blank before the colon.
struct FieldParser: Sendable {
  private(set) var entries: [Fields.Entry] = []
  private var reader: LineReader
  private let limit: Int
  private let fieldLimit: Int

  /// A section that begins at `start` of the region and may be `byteLimit` long with its last empty line.
  init(start: Int, byteLimit: Int, fieldLimit: Int) {
    reader = LineReader(start: start)
    limit = start + byteLimit
    self.fieldLimit = fieldLimit
  }

  /// Where the section ends, once it is complete.
  var end: Int { reader.lineStart }

  /// Reads on in a region that begins where it began in the calls before, and has grown.
  /// - Returns: whether the section is complete.
  mutating func parse(_ bytes: Span<UInt8>) throws(WireFault) -> Bool {
    while let line = try reader.nextLine(in: bytes, limit: limit, orElse: .headerTooLarge) {
      if line.isEmpty { return true }
      guard entries.count < fieldLimit else { throw .tooManyFields }
      let nameEnd = bytes.endOfRun(ofTokensFrom: line.lowerBound, to: line.upperBound)
      guard nameEnd > line.lowerBound, nameEnd < line.upperBound, bytes[nameEnd] == .colon else {
        throw .malformed("A header field name is empty, holds a byte that is not allowed, or has no colon after it.")
      }
      if entries.isEmpty { entries.reserveCapacity(16) }
      entries.append(
        Fields.Entry(name: line.lowerBound..<nameEnd, value: bytes.trimmedRange(nameEnd + 1..<line.upperBound)))
    }
    return false
  }
}
