/// A request line (RFC 9112 §3) taken apart: three parts with one space between each.
struct RequestLine: Sendable {
  let method: Method
  let target: RequestTarget
  let version: Version

  init(_ line: Range<Int>, in bytes: Span<UInt8>, targetLimit: Int) throws(WireFault) {
    let methodEnd = bytes.endOfRun(ofTokensFrom: line.lowerBound, to: line.upperBound)
    guard methodEnd > line.lowerBound, methodEnd < line.upperBound, bytes[methodEnd] == .space else {
      throw .malformed("The request line does not begin with a method and one space.")
    }
    let targetStart = methodEnd + 1
    let targetEnd = bytes.endOfRun(from: targetStart, to: line.upperBound) { $0.isTargetByte }
    guard targetEnd - targetStart <= targetLimit else { throw .targetTooLong }
    guard targetEnd > targetStart, targetEnd < line.upperBound, bytes[targetEnd] == .space else {
      throw .malformed("The request target is empty, or holds a byte that is not allowed, or has no space after it.")
    }
    version = try Version(bytes.extracting(targetEnd + 1..<line.upperBound))
    guard let method = Method(bytes.extracting(line.lowerBound..<methodEnd)) else { throw .methodNotImplemented }
    self.method = method
    target = try RequestTarget(targetStart..<targetEnd, in: bytes, method: method)
  }
}

extension Version {
  /// `HTTP/` in capitals, a digit, a dot, a digit (RFC 9112 §2.3).
  fileprivate init(_ text: Span<UInt8>) throws(WireFault) {
    let shape: StaticString = "HTTP/1.1"
    var isWellFormed = text.count == shape.utf8CodeUnitCount
    for place in text.indices where isWellFormed {
      isWellFormed = place == 5 || place == 7 ? text[place].isDigit : text[place] == shape.utf8Start[place]
    }
    guard isWellFormed else { throw .malformed("The request line does not end in an HTTP version.") }
    switch (text[5], text[7]) {
    case (UInt8(ascii: "1"), UInt8(ascii: "1")): self = .http11
    case (UInt8(ascii: "1"), UInt8(ascii: "0")): self = .http10
    default: throw .versionNotSupported
    }
  }
}

extension Method {
  /// The method these bytes name; methods are case-sensitive (RFC 9110 §9.1).
  fileprivate init?(_ token: Span<UInt8>) {
    self.init(rawValue: token.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
  }
}
