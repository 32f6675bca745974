import Glibc

/// A client that writes bytes as they are and reads what comes, on a blocking socket with a limit of patience.
public final class RawClient: @unchecked Sendable {
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// Connects to a port of the loopback interface.
  public init(port: UInt16, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw ClientError(step: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  public struct ClientError: Error {
    let step: String
    let code: Int32
  }

  /// Writes everything, in pieces of at most `step` bytes.
  public func send(_ text: String, step: Int = .max) throws {
    try send(Array(text.utf8), step: step)
  }

  /// Writes everything, in pieces of at most `step` bytes.
  public func send(_ bytes: [UInt8], step: Int = .max) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + start, min(step, $0.count - start), Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ClientError(step: "send", code: errno) }
      start += count
    }
  }

  /// Says that nothing more will be sent.
  public func finish() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Closes with a reset instead of an end.
  public func reset() {
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// What comes before the patience ends; nil at the end of the stream, empty when nothing came.
  public func receive(milliseconds: Int32 = 10_000) throws -> [UInt8]? {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { throw ClientError(step: "receive", code: errno) }
    return count == 0 ? nil : Array(buffer[..<count])
  }

  /// Whether nothing comes for so long.
  public func isQuiet(milliseconds: Int32) throws -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) == 0
  }

  /// Everything until the other side closes.
  public func receiveAll() throws -> String {
    var all = pending
    pending = []
    while let bytes = try receive() {
      guard !bytes.isEmpty else { break }
      all += bytes
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// One response with a Content-Length, or none where the status has no body; nil when the stream ended.
  public func receiveResponse(to method: String = "GET") throws -> RawResponse? {
    while true {
      if let response = RawResponse(&pending, to: method) { return response }
      guard let bytes = try receive() else { return nil }
      guard !bytes.isEmpty else { throw ClientError(step: "wait for a response", code: ETIMEDOUT) }
      pending += bytes
    }
  }
}

/// A response as it came over the wire.
public struct RawResponse: Sendable {
  public let status: Int
  public let head: String
  public let body: String

  /// The value of a field, found without regard to case.
  public func field(_ name: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts[0].lowercased() == name.lowercased() {
        return String(parts[1].drop { $0 == " " })
      }
    }
    return nil
  }

  fileprivate init?(_ bytes: inout [UInt8], to method: String) {
    let text = Array(bytes)
    guard let end = text.indices.first(where: { text[$0...].starts(with: [13, 10, 13, 10]) }) else { return nil }
    head = String(decoding: text[..<end], as: UTF8.self)
    status = Int(head.split(separator: " ")[1]) ?? 0
    var length = 0
    for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
      length = Int(line.dropFirst(15).drop { $0 == " " }) ?? 0
    }
    if method == "HEAD" || status < 200 || status == 204 || status == 304 { length = 0 }
    guard text.count >= end + 4 + length else { return nil }
    body = String(decoding: text[(end + 4)..<(end + 4 + length)], as: UTF8.self)
    bytes.removeFirst(end + 4 + length)
  }
}
