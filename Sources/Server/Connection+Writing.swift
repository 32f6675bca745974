import Glibc
import HTTP
import Reactor

/// Writing: at once where the socket takes it, otherwise as fast as the reader reads.
extension Connection {
  /// Writes a response; false when it could not be written whole.
  func write(_ response: Response, to request: (method: Method, version: Version)?, closing: Bool) async -> Bool {
    let framing = ResponseWriter.writeHead(of: response, to: request, date: server.date, closing: closing, into: &out)
    switch (framing, response.body) {
    case (.none, _), (_, .empty):
      return await flush()
    case (_, .bytes(let bytes)) where bytes.count <= Connection.keptCapacity:
      out.append(contentsOf: bytes)
      return await flush()
    case (_, .bytes(let bytes)):
      // A large body is written from where it is, not copied.
      guard await flush(moreFollows: true) else { return false }
      return await write(bytes)
    case (_, .stream(_, let produce)):
      let sink = ConnectionSink(self, framing: framing)
      do {
        try await produce(sink)
        return try await sink.finish()
      } catch {
        // The head is out: the only honest end is a connection that breaks off.
        return false
      }
    }
  }

  /// How many bytes the output buffer keeps while a connection is idle.
  static let keptCapacity = 16 << 10

  /// Writes what is in the buffer, and empties it.
  private func flush(moreFollows: Bool = false) async -> Bool {
    var sent = 0
    while sent < out.count, !isBroken, !isExpired {
      let count = trySend(out, from: sent, moreFollows: moreFollows)
      sent += count
      if count == 0 { await writable() }
    }
    defer { out.removeAll(keepingCapacity: true) }
    stall = nil
    return sent == out.count
  }

  /// Writes all the bytes, after those in the buffer; false when the reader is gone or too slow.
  func write(_ bytes: [UInt8]) async -> Bool {
    if !out.isEmpty, await !flush(moreFollows: true) { return false }
    var sent = 0
    while sent < bytes.count, !isBroken, !isExpired {
      let count = trySend(bytes, from: sent, moreFollows: false)
      sent += count
      if count == 0 { await writable() }
    }
    stall = nil
    return sent == bytes.count
  }

  /// Writes what the socket takes now; 0 when it takes nothing or is broken.
  private func trySend(_ bytes: [UInt8], from start: Int, moreFollows: Bool) -> Int {
    let flags = Int32(MSG_NOSIGNAL) | (moreFollows ? Int32(MSG_MORE) : 0)
    while true {
      let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + start, $0.count - start, flags) }
      if count >= 0 {
        written += UInt64(count)
        return count
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: isWritable = false
      default: isBroken = true
      }
      return 0
    }
  }

  /// Waits until the socket takes more. In each grace period the reader must take what the minimum rate asks: what
  /// the kernel took before the wait buys no time.
  private func writable() async {
    let quota = server.settings.minimumRate * server.settings.rateGrace / 1_000_000_000
    let now = monotonicNanoseconds()
    if stall.map({ written - $0.written >= quota }) ?? true { stall = (now, written) }
    deadline = (stall?.since ?? now) + server.settings.rateGrace
    while !isWritable, !isBroken, !isExpired { await withUnsafeContinuation { waiter = $0 } }
    deadline = 0
  }
}
