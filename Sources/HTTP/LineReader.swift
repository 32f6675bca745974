/// Finds the lines of a head or a trailer as their bytes arrive, and looks at no byte twice.
///
/// A line ends in CR LF and nowhere else. RFC 9112 §2.2 lets a server take a bare LF for a line's end; another reader
/// of the same bytes may not, so both a bare LF and a bare CR are refused, with every other control character but tab.
struct LineReader: Sendable {
  /// Where the line being read begins, counted in the region that `nextLine` is given.
  private(set) var lineStart: Int
  private var position: Int

  init(start: Int) {
    lineStart = start
    position = start
  }

  /// Reads on in a region that begins where it began in the calls before, and has grown.
  /// - Parameters:
  ///   - limit: the end of the line must lie before this place. Nothing beyond it is looked at, however much has
  ///     arrived: the verdict must not depend on how the bytes were cut.
  ///   - fault: what to say when it does not.
  /// - Returns: where the line's content lies, or nil while it is incomplete.
  mutating func nextLine(
    in bytes: Span<UInt8>, limit: Int, orElse fault: WireFault
  ) throws(WireFault) -> Range<Int>? {
    let end = min(bytes.count, limit)
    position = bytes.endOfRun(ofValuesFrom: position, to: end)
    if position < end {
      guard bytes[position] == .carriageReturn else {
        throw .malformed("The header holds a control character, or a line that does not end in CR and LF.")
      }
      if position + 1 < end {
        guard bytes[position + 1] == .lineFeed else { throw .malformed("The header holds a CR without an LF.") }
        let line = lineStart..<position
        position += 2
        lineStart = position
        return line
      }
    }
    guard end < limit else { throw fault }
    return nil
  }
}
