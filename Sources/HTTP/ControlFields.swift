/// What the fields of a request say to the connection rather than to the handler: where the body ends, whether the
/// connection is kept, whether the client waits for `100 Continue`.
///
/// Where two readers could come to different ends of a body, the request is refused, although RFC 9112 §6.3 would
/// let some of these pass: request smuggling lives on such differences (RFC 9112 §11.2).
struct ControlFields: Sendable {
  /// Where the body of a request ends (RFC 9112 §6.3); without either field there is none.
  enum BodyLength: Sendable, Equatable {
    case fixed(Int)
    case chunked
  }

  private(set) var bodyLength = BodyLength.fixed(0)
  private(set) var keepsAlive: Bool
  private(set) var expectsContinue = false
  /// Which entry is the `Host` field.
  private(set) var hostIndex: Int?
  private var hasContentLength = false
  private let version: Version

  init(_ entries: [Fields.Entry], in bytes: Span<UInt8>, version: Version) throws(WireFault) {
    self.version = version
    keepsAlive = false
    var asksToClose = false
    var asksToKeep = false
    for (index, entry) in entries.enumerated() {
      let name = bytes.extracting(entry.name)
      let value = bytes.extracting(entry.value)
      // The length alone rules out nearly every field before a byte is compared.
      switch entry.name.count {
      case 4 where name.isName("host"): try readHost(value, at: index)
      case 6 where name.isName("expect"): try readExpect(value)
      case 10 where name.isName("connection"):
        asksToClose = asksToClose || value.listContains("close")
        asksToKeep = asksToKeep || value.listContains("keep-alive")
      case 14 where name.isName("content-length"): try readContentLength(value)
      case 17 where name.isName("transfer-encoding"): try readTransferEncoding(value)
      default: break
      }
    }
    if hostIndex == nil, version == .http11 { throw .malformed("The Host field is missing.") }
    // RFC 9112 §9.3: kept unless the client says otherwise; HTTP/1.0 only when it asks.
    keepsAlive = !asksToClose && (version == .http11 || asksToKeep)
    if bodyLength == .fixed(0) { expectsContinue = false }
  }

  private mutating func readHost(_ value: Span<UInt8>, at index: Int) throws(WireFault) {
    guard hostIndex == nil else { throw .malformed("There is more than one Host field.") }
    guard value.isAuthority() else { throw .malformed("The Host field is not a host with or without a port.") }
    hostIndex = index
  }

  private mutating func readExpect(_ value: Span<UInt8>) throws(WireFault) {
    // RFC 9110 §10.1.1: from an HTTP/1.0 client the field means nothing.
    guard version == .http11 else { return }
    guard value.isName("100-continue") else { throw .expectationFailed }
    expectsContinue = true
  }

  private mutating func readContentLength(_ value: Span<UInt8>) throws(WireFault) {
    guard !hasContentLength else { throw .malformed("There is more than one Content-Length field.") }
    guard bodyLength != .chunked else { throw Self.twoLengths }
    hasContentLength = true
    guard let length = value.decimalNumber else {
      throw .malformed("The Content-Length field is not one decimal number, or is too large a one.")
    }
    bodyLength = .fixed(length)
  }

  private mutating func readTransferEncoding(_ value: Span<UInt8>) throws(WireFault) {
    guard version == .http11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding field.") }
    guard !hasContentLength else { throw Self.twoLengths }
    guard bodyLength != .chunked else { throw .malformed("There is more than one Transfer-Encoding field.") }
    if !value.isName("chunked") {
      // RFC 9112 §6.3: unless chunked comes last, nobody can tell where the body ends.
      guard value.listEnds("chunked") else { throw .malformed("The last transfer coding is not chunked.") }
      throw .transferCodingNotImplemented
    }
    bodyLength = .chunked
  }

  private static let twoLengths = WireFault.malformed("Content-Length and Transfer-Encoding exclude each other.")
}

extension Span where Element == UInt8 {
  /// Digits only, up to 19 of them: no sign, no blank, no separator, no overflow.
  fileprivate var decimalNumber: Int? {
    guard (1...19).contains(count) else { return nil }
    var number = 0
    for index in indices {
      guard self[index].isDigit else { return nil }
      let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, stillTooLarge) = tens.addingReportingOverflow(Int(self[index] &- 0x30))
      if tooLarge || stillTooLarge { return nil }
      number = sum
    }
    return number
  }

  /// Whether a comma-separated list has this member, letter case aside.
  fileprivate func listContains(_ member: StaticString) -> Bool {
    var start = 0
    while start <= count {
      var end = start
      while end < count, self[end] != UInt8(ascii: ",") { end += 1 }
      if extracting(trimmedRange(start..<end)).isName(member) { return true }
      start = end + 1
    }
    return false
  }

  /// Whether this is the last member of a comma-separated list.
  fileprivate func listEnds(_ member: StaticString) -> Bool {
    var start = count
    while start > 0, self[start - 1] != UInt8(ascii: ",") { start -= 1 }
    return extracting(trimmedRange(start..<count)).isName(member)
  }
}
