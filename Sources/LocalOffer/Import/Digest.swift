import CCrypto

/// The two hashes that an import needs, as libcrypto computes them.
enum Digest {
  /// The twenty bytes of SHA-1 (FIPS 180-4), which names version 5 UUIDs (RFC 9562 §5.5) and keeps no secret.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    digest(of: bytes, EVP_sha1())
  }

  /// The thirty-two bytes of SHA-256 (FIPS 180-4).
  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    digest(of: bytes, EVP_sha256())
  }

  private static func digest(of bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var length: UInt32 = 0
      let done = EVP_Digest(bytes, bytes.count, buffer.baseAddress, &length, algorithm, nil)
      precondition(done == 1, "libcrypto has both hashes, and memory for them.")
      count = Int(length)
    }
  }
}
