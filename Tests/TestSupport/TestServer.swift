import HTTP
import Reactor
import Server

/// A server on a loop of its own and a free port, for as long as the test holds it.
public final class TestServer: @unchecked Sendable {
  public let port: UInt16
  public let loop: EventLoop
  public let server: HTTPServer

  /// - Parameter handler: made for the server's loop, which it may sleep on.
  public init(settings: ServerSettings = ServerSettings(), handler: (EventLoop) -> HTTP.Handler) throws {
    loop = try EventLoop()
    try loop.start()
    server = HTTPServer(
      loop: loop, settings: settings,
      refusal: { Response(status: $0.status, fields: [.init("X-Code", $0.code)], body: .bytes(Array($0.detail.utf8))) },
      overloaded: { Response(status: 503, fields: [.init("Retry-After", "1")], body: .bytes(Array("full".utf8))) },
      handler: handler(loop))
    let (sockets, addresses) = try HTTPServer.bind(.tcp(host: "127.0.0.1", port: 0), loops: 1)
    guard case .tcp(_, let port)? = addresses.first else { throw SystemError(call: "bind", code: 0) }
    self.port = port
    let server = server
    try loop.perform { try server.listen(on: sockets[0]) }
  }

  deinit { loop.stop() }

  public func client(receiveBuffer: Int32? = nil) throws -> RawClient {
    try RawClient(port: port, receiveBuffer: receiveBuffer)
  }
}

extension ServerSettings {
  /// Limits short enough for a test to reach them.
  public static var impatient: ServerSettings {
    var settings = ServerSettings()
    settings.headerLimit = 300_000_000
    settings.idleLimit = 300_000_000
    settings.rateGrace = 300_000_000
    settings.lingerLimit = 2_000_000_000
    return settings
  }
}
