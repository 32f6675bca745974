import CLinux
import Glibc
import Reactor

/// Accepts connections on one listening socket.
final class Listener: EventHandler {
  let socket: ListeningSocket
  private let loop: EventLoop
  private let accepted: (Int32, String) -> Void
  private var isClosed = false

  /// - Parameter accepted: takes over each new descriptor, with its peer's address.
  init(socket: ListeningSocket, loop: EventLoop, accepted: @escaping (Int32, String) -> Void) throws {
    self.socket = socket
    self.loop = loop
    self.accepted = accepted
    try loop.register(socket.descriptor, .readable, handler: self)
  }

  func ready(_ events: IOReadiness) {
    // At most so many a turn: those already connected are served in between.
    for _ in 0..<64 {
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let descriptor = linux_accept(socket.descriptor, &storage, &length)
      if descriptor >= 0 {
        accepted(descriptor, Socket.name(of: &storage))
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pause()
      default: return
      }
    }
  }

  /// Out of descriptors or memory: the socket stays ready, so look away for a moment rather than spin.
  private func pause() {
    loop.update(socket.descriptor, [])
    loop.schedule(after: 100_000_000) { [self] in
      if !isClosed { loop.update(socket.descriptor, .readable) }
    }
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    loop.unregister(socket.descriptor)
    Glibc.close(socket.descriptor)
    if case .unix(let path) = socket.address { unlink(path) }
  }
}
