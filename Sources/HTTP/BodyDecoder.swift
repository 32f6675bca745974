/// Takes the framing off a request body (RFC 9112 §6–7) as its bytes arrive.
///
/// Every byte of a chunk's framing is checked, the line ends too: a bare LF, or two bytes skipped unseen after a
/// chunk, let another reader see a different body (CVE-2025-22871, CVE-2025-55315).
struct BodyDecoder: Sendable {
  private enum Phase {
    case data, chunkSize, chunkExtension, chunkSizeEnd, dataEnd, dataLineFeed, trailers, complete
  }

  private static let sizeDigits = 16

  private var phase: Phase
  /// Bytes of data still to come, in the whole body or in this chunk.
  private var remaining: Int
  private let isChunked: Bool
  private var digits = 0
  private var extensionBytes: Int
  private var trailers: FieldParser

  /// - Parameters:
  ///   - usedFieldBytes: how much of the header limit the head has used up; trailers have the rest.
  ///   - usedFields: the same for the number of fields.
  init(_ length: ControlFields.BodyLength, limits: Limits, usedFieldBytes: Int, usedFields: Int) {
    switch length {
    case .fixed(let count):
      isChunked = false
      remaining = count
      phase = count == 0 ? .complete : .data
    case .chunked:
      isChunked = true
      remaining = 0
      phase = .chunkSize
    }
    extensionBytes = limits.chunkExtensionBytes
    trailers = FieldParser(
      // The head's own empty line was counted; the trailer section's is not counted again.
      start: 0, byteLimit: limits.headerBytes - usedFieldBytes + 2, fieldLimit: limits.headerFields - usedFields)
  }

  var isComplete: Bool { phase == .complete }

  /// Reads on, appends the data to `data`, and says how many bytes it is done with; the others must be shown again,
  /// with more behind them.
  mutating func decode(_ bytes: Span<UInt8>, into data: inout [UInt8]) throws(WireFault) -> Int {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch phase {
      case .data:
        let end = index + min(remaining, bytes.count - index)
        bytes.extracting(index..<end).withUnsafeBufferPointer { data.append(contentsOf: $0) }
        remaining -= end - index
        index = end
        if remaining == 0 { phase = isChunked ? .dataEnd : .complete }
        continue
      case .chunkSize: try readSize(byte)
      case .chunkExtension: try readExtension(byte)
      case .chunkSizeEnd:
        try demand(byte == .lineFeed)
        phase = remaining == 0 ? .trailers : .data
        digits = 0
      case .dataEnd:
        try demand(byte == .carriageReturn)
        phase = .dataLineFeed
      case .dataLineFeed:
        try demand(byte == .lineFeed)
        phase = .chunkSize
      case .trailers:
        guard try trailers.parse(bytes.extracting(index..<bytes.count)) else { return index }
        phase = .complete
        return index + trailers.end
      case .complete:
        return index
      }
      index += 1
    }
    return index
  }

  private mutating func readSize(_ byte: UInt8) throws(WireFault) {
    if let digit = byte.hexDigit {
      digits += 1
      try demand(digits <= Self.sizeDigits && remaining <= Int.max >> 4)
      remaining = remaining << 4 | digit
    } else {
      try demand(digits > 0)
      if byte == .carriageReturn {
        phase = .chunkSizeEnd
      } else {
        try demand(byte == UInt8(ascii: ";"))
        try readExtension(byte)
        phase = .chunkExtension
      }
    }
  }

  /// Extensions mean nothing here and are dropped; they are checked for what could end a line elsewhere.
  private mutating func readExtension(_ byte: UInt8) throws(WireFault) {
    if byte == .carriageReturn {
      phase = .chunkSizeEnd
    } else {
      extensionBytes -= 1
      try demand(byte.isValueByte && extensionBytes >= 0)
    }
  }

  private func demand(_ holds: Bool) throws(WireFault) {
    guard holds else { throw .malformed("The framing of the chunked body is broken.") }
  }
}
