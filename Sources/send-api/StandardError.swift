import Glibc

/// What a person at a terminal reads; standard output is for results.
enum StandardError {
  /// Writes a text as it is. Nothing can be done where nobody reads it.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
