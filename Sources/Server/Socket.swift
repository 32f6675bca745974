import CLinux
import Glibc
import Reactor

/// Where a server listens.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// A numeric address or a name, and a port (0: any free one). `*` is every interface, by IPv6 and IPv4.
  case tcp(host: String, port: UInt16)
  /// A Unix socket's path.
  case unix(path: String)

  public var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): path
    }
  }
}

/// A listening socket, non-blocking.
struct ListeningSocket {
  let descriptor: Int32
  /// Where it listens, with the port it got.
  let address: ListenAddress
}

enum Socket {
  /// Opens the sockets an address stands for: one, or for a name each of its addresses. Resolves names: not on a loop.
  ///
  /// Each has `SO_REUSEPORT`, so that every loop has its own and the kernel shares connections out among them.
  ///
  /// - Parameter isFirst: whether the address must be free; the sockets of further loops join the first.
  static func listen(
    on address: ListenAddress, isFirst: Bool = true, backlog: Int32 = 4096
  ) throws -> [ListeningSocket] {
    switch address {
    case .unix(let path): [try listen(onPath: path, backlog: backlog)]
    case .tcp("*", let port): try listen(onEveryInterface: port, isFirst: isFirst, backlog: backlog)
    case .tcp(let host, let port): try listen(on: host, port, backlog: backlog, isFirst: isFirst)
    }
  }

  private static func listen(onEveryInterface port: UInt16, isFirst: Bool, backlog: Int32) throws -> [ListeningSocket] {
    // One IPv6 socket takes IPv4 too; a machine without IPv6 has the other.
    do { return try listen(on: "::", port, backlog: backlog, isFirst: isFirst) } catch let error as ListenError {
      if error.isTaken { throw error }
      return try listen(on: "0.0.0.0", port, backlog: backlog, isFirst: isFirst)
    }
  }

  /// Whether another process listens there: with `SO_REUSEPORT` both would, and share the connections out at random.
  private static func requireFree(_ entry: addrinfo, host: String, port: UInt16) throws {
    guard port != 0 else { return }
    let probe = socket(entry.ai_family, entry.ai_socktype | nonBlocking, entry.ai_protocol)
    guard probe >= 0 else { return }
    defer { close(probe) }
    set(probe, SOL_SOCKET, SO_REUSEADDR)
    if bind(probe, entry.ai_addr, entry.ai_addrlen) != 0, errno == EADDRINUSE {
      throw ListenError(address: .tcp(host: host, port: port), reason: "another process listens there", isTaken: true)
    }
  }

  private static func listen(
    on host: String, _ port: UInt16, backlog: Int32, isFirst: Bool = true
  ) throws -> [ListeningSocket] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &found)
    guard result == 0, let found else {
      throw ListenError(address: .tcp(host: host, port: port), reason: String(cString: gai_strerror(result)))
    }
    defer { freeaddrinfo(found) }
    var sockets: [ListeningSocket] = []
    var failure: ListenError?
    var port = port
    for entry in sequence(first: found, next: { $0.pointee.ai_next }) {
      do {
        if isFirst { try requireFree(entry.pointee, host: host, port: port) }
        let socket = try listen(on: entry.pointee, host: host, port: port, backlog: backlog)
        // The other families of the same name get the same port when any free one was asked for.
        if case .tcp(_, let bound) = socket.address { port = bound }
        sockets.append(socket)
      } catch let error as ListenError {
        if error.isTaken { throw error }
        failure = error
      }
    }
    if let failure, sockets.isEmpty { throw failure }
    return sockets
  }

  private static func listen(on entry: addrinfo, host: String, port: UInt16, backlog: Int32) throws -> ListeningSocket {
    func fail() -> ListenError {
      ListenError(address: .tcp(host: host, port: port), reason: String(cString: strerror(errno)))
    }
    let descriptor = socket(entry.ai_family, entry.ai_socktype | nonBlocking, entry.ai_protocol)
    guard descriptor >= 0 else { throw fail() }
    var isBound = false
    defer { if !isBound { close(descriptor) } }
    set(descriptor, SOL_SOCKET, SO_REUSEADDR)
    set(descriptor, SOL_SOCKET, SO_REUSEPORT)
    var storage = sockaddr_storage()
    memcpy(&storage, entry.ai_addr, Int(entry.ai_addrlen))
    withPort(of: &storage) { $0 = port.bigEndian }
    let result = withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, entry.ai_addrlen) }
    }
    guard result == 0, Glibc.listen(descriptor, backlog) == 0 else { throw fail() }
    isBound = true
    return ListeningSocket(descriptor: descriptor, address: .tcp(host: host, port: boundPort(of: descriptor)))
  }

  private static func listen(onPath path: String, backlog: Int32) throws -> ListeningSocket {
    func fail(_ reason: String) -> ListenError { ListenError(address: .unix(path: path), reason: reason) }
    var address = sockaddr_un()
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < capacity else { throw fail("the path is longer than \(capacity - 1) bytes") }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    // What an earlier run left behind is in the way; anything that is no socket is left alone.
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | nonBlocking, 0)
    guard descriptor >= 0 else { throw fail(String(cString: strerror(errno))) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0, chmod(path, 0o660) == 0, Glibc.listen(descriptor, backlog) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw fail(reason)
    }
    return ListeningSocket(descriptor: descriptor, address: .unix(path: path))
  }

  private static let nonBlocking = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

  /// Switches an option of a socket on.
  static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
    var one: Int32 = 1
    setsockopt(descriptor, level, option, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func boundPort(of descriptor: Int32) -> UInt16 {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
    }
    var port: UInt16 = 0
    withPort(of: &storage) { port = UInt16(bigEndian: $0) }
    return port
  }

  /// The port stands at the same place, two bytes in, in both families' addresses.
  private static func withPort(of storage: inout sockaddr_storage, _ body: (inout UInt16) -> Void) {
    withUnsafeMutableBytes(of: &storage) { bytes in
      var port = bytes.load(fromByteOffset: 2, as: UInt16.self)
      body(&port)
      bytes.storeBytes(of: port, toByteOffset: 2, as: UInt16.self)
    }
  }

  /// The numeric address of a peer, an IPv4 one without the `::ffff:` that a socket for both families puts before it;
  /// empty for a Unix socket.
  static func name(of storage: inout sockaddr_storage) -> String {
    guard storage.ss_family != AF_UNIX else { return "" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
      let result = withUnsafePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getnameinfo(
            $0, socklen_t(MemoryLayout<sockaddr_storage>.size), host.baseAddress, socklen_t(NI_MAXHOST), nil, 0,
            NI_NUMERICHOST)
        }
      }
      guard result == 0 else { return "" }
      let name = String(cString: host.baseAddress!)
      return name.hasPrefix("::ffff:") ? String(name.dropFirst(7)) : name
    }
  }
}

/// An address that could not be listened on.
public struct ListenError: Error, CustomStringConvertible {
  public let address: ListenAddress
  public let reason: String
  /// Whether somebody else listens there already.
  var isTaken = false

  public var description: String { "cannot listen on \(address): \(reason)" }
}
