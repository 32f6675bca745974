/// What the bytes after a response head must be.
public enum Framing: Sendable, Equatable {
  /// Nothing: the head is the whole response.
  case none
  /// Exactly this many bytes.
  case length(Int)
  /// `ResponseWriter.writeChunk` for each piece, and `writeLastChunk` at the end.
  case chunked
  /// The pieces as they are; then the connection is closed, which is the only sign of the end.
  case untilClose
}

/// Writes responses as HTTP/1.1 (RFC 9112 §4, §6).
public enum ResponseWriter {
  /// The interim response that lets a waiting client send its body (RFC 9110 §10.1.1).
  public static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends the status line and the fields of a response, up to the empty line after them.
  ///
  /// `Content-Length`, `Transfer-Encoding`, `Date` and `Connection` are written here alone; the response's own are
  /// left out. So is a field whose name is no token or whose value holds a control character: nothing that came from
  /// outside can add a line.
  /// - Parameters:
  ///   - request: what is answered; nil when its head could not be read.
  ///   - date: an IMF-fixdate, as `HTTPDate` makes it.
  ///   - closing: whether the connection will be closed after this response.
  /// - Returns: what must follow; after `.untilClose` the connection must be closed whatever `closing` said.
  public static func writeHead(
    of response: Response, to request: (method: Method, version: Version)?, date: [UInt8], closing: Bool,
    into out: inout [UInt8]
  ) -> Framing {
    // A status line has room for three digits; any other number is a fault of ours.
    let status = (100...999).contains(response.status) ? response.status : 500
    let framing = framing(of: response.body, status: status, version: request?.version)
    writeStatusLine(status, into: &out)
    out.append(contentsOf: response.common.bytes)
    for field in response.fields { write(field, into: &out) }
    switch framing {
    case .length(let length):
      out.append("Content-Length: ")
      out.append(number: length)
      out.append("\r\n")
    case .chunked: out.append("Transfer-Encoding: chunked\r\n")
    case .none, .untilClose: break
    }
    out.append("Date: ")
    out.append(contentsOf: date)
    if closing || framing == .untilClose {
      out.append("\r\nConnection: close")
    } else if request?.version == .http10 {
      out.append("\r\nConnection: keep-alive")
    }
    out.append("\r\n\r\n")
    return request?.method == .head ? .none : framing
  }

  /// Appends one chunk. No bytes make no chunk, since an empty one would end the body.
  public static func writeChunk(_ bytes: [UInt8], into out: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    out.append(number: bytes.count, radix: 16)
    out.append("\r\n")
    out.append(contentsOf: bytes)
    out.append("\r\n")
  }

  /// Appends the end of a chunked body, without trailers.
  public static func writeLastChunk(into out: inout [UInt8]) {
    out.append("0\r\n\r\n")
  }

  /// The framing a GET would have: a HEAD has the same fields (RFC 9110 §9.3.2).
  private static func framing(of body: Response.Body, status: Int, version: Version?) -> Framing {
    switch status {
    // RFC 9112 §6.3: these end with their head.
    case 100...199, 204, 304: return .none
    // RFC 9110 §15.3.6: no content, and the client must be able to see that.
    case 205: return .length(0)
    default: break
    }
    switch body {
    case .empty: return .length(0)
    case .bytes(let bytes): return .length(bytes.count)
    case .stream(let length?, _): return .length(length)
    // RFC 9112 §6.1: chunked only to a client known to speak HTTP/1.1.
    case .stream(nil, _): return version == .http11 ? .chunked : .untilClose
    }
  }

  private static func writeStatusLine(_ status: Int, into out: inout [UInt8]) {
    out.append("HTTP/1.1 ")
    out.append(number: status)
    out.append(.space)
    out.append(reasonPhrase(status))
    out.append("\r\n")
  }

  /// Appends one field; one that is written elsewhere, or may not be written, is left out.
  static func write(_ field: Response.Field, into out: inout [UInt8]) {
    let name = field.name.utf8.span
    let value = field.value.utf8.span
    guard !name.isEmpty, name.endOfRun(ofTokensFrom: 0, to: name.count) == name.count,
      value.endOfRun(ofValuesFrom: 0, to: value.count) == value.count, !isWrittenHere(name)
    else { return }
    out.append(contentsOf: field.name.utf8)
    out.append(": ")
    out.append(contentsOf: field.value.utf8)
    out.append("\r\n")
  }

  private static func isWrittenHere(_ name: Span<UInt8>) -> Bool {
    name.isName("content-length") || name.isName("transfer-encoding") || name.isName("connection")
      || name.isName("date")
  }
}
