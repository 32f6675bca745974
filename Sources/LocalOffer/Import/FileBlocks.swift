import Glibc

/// The bytes of a file, or of standard input, in blocks.
public final class FileBlocks {
  /// Why a file cannot be read, as a sentence.
  public struct Unreadable: Error, CustomStringConvertible {
    public let description: String
  }

  private let path: String
  private let descriptor: Int32

  /// The size of a block in bytes: what a pipe holds.
  private static let size = 64 << 10

  /// Opens the file at `path`; `-` is standard input.
  public init(path: String) throws(Unreadable) {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure() }
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The next bytes, at least one; nil at the end.
  public func next() throws(Unreadable) -> [UInt8]? {
    while true {
      var count = 0
      let block = [UInt8](unsafeUninitializedCapacity: FileBlocks.size) { buffer, filled in
        count = read(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, count)
      }
      if count >= 0 { return block.isEmpty ? nil : block }
      if errno != EINTR { throw failure() }
    }
  }

  /// All bytes that are left.
  public func all() throws(Unreadable) -> [UInt8] {
    var bytes: [UInt8] = []
    while let block = try next() { bytes += block }
    return bytes
  }

  private func failure() -> Unreadable {
    Unreadable(description: "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
