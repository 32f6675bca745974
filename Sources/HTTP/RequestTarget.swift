/// The parts of a request target (RFC 9112 §3.2), as places in the bytes of the head.
struct RequestTarget: Sendable {
  /// Empty where an absolute target has no path, which means `/`.
  let path: Range<Int>
  /// What follows the first `?`, or nil.
  let query: Range<Int>?
  /// The host of an absolute target, which stands above the `Host` field (RFC 9112 §3.2.2).
  let authority: Range<Int>?

  /// Tells the four forms apart; only `OPTIONS` may ask for `*`, and only `CONNECT` for a bare authority.
  init(_ range: Range<Int>, in bytes: Span<UInt8>, method: Method) throws(WireFault) {
    if method == .connect {
      guard bytes.extracting(range).isAuthority(portRequired: true) else {
        throw .malformed("The target of CONNECT is not a host and a port.")
      }
      self.init(path: range, query: nil, authority: nil)
    } else if bytes[range.lowerBound] == .slash {
      self.init(pathAndQuery: range, authority: nil, in: bytes)
    } else if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "*") {
      guard method == .options else { throw .malformed("Only OPTIONS may have an asterisk as its target.") }
      self.init(path: range, query: nil, authority: nil)
    } else {
      try self.init(absolute: range, in: bytes)
    }
  }

  private init(absolute range: Range<Int>, in bytes: Span<UInt8>) throws(WireFault) {
    guard let schemeEnd = Self.endOfScheme(bytes.extracting(range)) else {
      throw .malformed("The request target is neither a path nor an http or https URL.")
    }
    let start = range.lowerBound + schemeEnd
    let end = bytes.endOfRun(from: start, to: range.upperBound) { $0 != .slash && $0 != .questionMark }
    guard bytes.extracting(start..<end).isAuthority() else {
      throw .malformed("The host in the request target is not valid.")
    }
    self.init(pathAndQuery: end..<range.upperBound, authority: start..<end, in: bytes)
  }

  private init(pathAndQuery range: Range<Int>, authority: Range<Int>?, in bytes: Span<UInt8>) {
    let pathEnd = bytes.endOfRun(from: range.lowerBound, to: range.upperBound) { $0 != .questionMark }
    let query = pathEnd < range.upperBound ? pathEnd + 1..<range.upperBound : nil
    self.init(path: range.lowerBound..<pathEnd, query: query, authority: authority)
  }

  private init(path: Range<Int>, query: Range<Int>?, authority: Range<Int>?) {
    self.path = path
    self.query = query
    self.authority = authority
  }

  private static func endOfScheme(_ target: Span<UInt8>) -> Int? {
    if target.count >= 7, target.extracting(0..<7).isName("http://") { return 7 }
    if target.count >= 8, target.extracting(0..<8).isName("https://") { return 8 }
    return nil
  }
}
