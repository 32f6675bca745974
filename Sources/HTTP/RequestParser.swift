/// Reads one request head (RFC 9112 §2–3, §5) as its bytes arrive.
struct RequestParser: Sendable {
  private let limits: Limits
  private var reader = LineReader(start: 0)
  private var line: RequestLine?
  private var fields: FieldParser
  /// The empty line that was skipped before the request line, if there was one (RFC 9112 §2.2).
  private(set) var skippedBytes = 0
  /// What the fields say to the connection, once the head is complete.
  private(set) var control: ControlFields?

  init(limits: Limits) {
    self.limits = limits
    fields = FieldParser(start: 0, byteLimit: limits.headerBytes, fieldLimit: limits.headerFields)
  }

  /// How many bytes of the region the head took, once it is complete.
  var byteCount: Int { fields.end }
  /// How many of them were field lines; trailers share their limit.
  var fieldBytes: Int { fields.end - reader.lineStart }

  /// Reads on in a region that begins where it began in the calls before, and has grown.
  /// - Returns: the head, or nil while it is incomplete.
  mutating func parse(_ bytes: Span<UInt8>) throws(WireFault) -> RequestHead? {
    if line == nil { try readLine(bytes) }
    guard let line, try fields.parse(bytes) else { return nil }
    var entries = fields.entries
    let control = try ControlFields(entries, in: bytes, version: line.version)
    if let authority = line.target.authority, let hostIndex = control.hostIndex {
      entries[hostIndex].value = authority
    }
    self.control = control
    return RequestHead(
      method: line.method, version: line.version,
      path: line.target.path.isEmpty ? [.slash] : bytes.copy(line.target.path),
      query: line.target.query.map { bytes.copy($0) },
      fields: Fields(block: bytes.copy(0..<fields.end), entries: entries))
  }

  private mutating func readLine(_ bytes: Span<UInt8>) throws(WireFault) {
    while line == nil {
      // Room for the longest target, and more than enough for any method and version.
      let limit = reader.lineStart + limits.targetBytes + 64
      guard let range = try reader.nextLine(in: bytes, limit: limit, orElse: .targetTooLong) else { return }
      if range.isEmpty, skippedBytes == 0 {
        skippedBytes = reader.lineStart
      } else {
        line = try RequestLine(range, in: bytes, targetLimit: limits.targetBytes)
      }
    }
    fields = FieldParser(
      start: reader.lineStart, byteLimit: limits.headerBytes, fieldLimit: limits.headerFields)
  }
}
