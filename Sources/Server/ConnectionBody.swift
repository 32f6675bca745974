import HTTP
import Reactor

/// The body of a request that has none.
final class EmptyBody: BodySource {
  static let shared = EmptyBody()

  var declaredLength: Int? { 0 }

  func next() async throws -> [UInt8]? { nil }
}

/// The body of the request under way on a connection; once that is answered it gives nothing more.
final class ConnectionBody: BodySource, @unchecked Sendable {
  private var connection: Connection?
  let declaredLength: Int?
  private let startedAt = monotonicNanoseconds()
  private var received = 0

  init(_ connection: Connection) {
    self.connection = connection
    declaredLength = connection.declaredBodyLength
  }

  func next() async throws -> [UInt8]? {
    guard let connection else { throw BodyFault.broken }
    let piece = try await connection.nextBodyPiece(startedAt: startedAt, received: received)
    received += piece?.count ?? 0
    return piece
  }

  /// The request was answered: who still holds the body reads no other request's bytes through it.
  func detach() {
    connection = nil
  }
}

/// Where a streamed response goes: framed, and written before the next piece is asked for, so that a slow reader
/// holds back the producer and not our memory.
final class ConnectionSink: BodySink, @unchecked Sendable {
  private let connection: Connection
  private let framing: Framing
  private var written = 0

  init(_ connection: Connection, framing: Framing) {
    self.connection = connection
    self.framing = framing
  }

  func write(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    written += bytes.count
    var framed: [UInt8] = []
    switch framing {
    case .chunked: ResponseWriter.writeChunk(bytes, into: &framed)
    // More than was announced would be read as the next response.
    case .length(let length) where written > length: throw BodyFault.tooLarge
    case .length, .untilClose, .none: framed = bytes
    }
    guard await connection.write(framed) else { throw BodyFault.broken }
  }

  /// Ends the body; false when it is shorter than announced.
  func finish() async throws -> Bool {
    var last: [UInt8] = []
    if framing == .chunked { ResponseWriter.writeLastChunk(into: &last) }
    if case .length(let length) = framing, written != length { return false }
    return await connection.write(last)
  }
}
