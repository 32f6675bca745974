/// How much of a request is read before it is refused; the body's own limit belongs to the route.
public struct Limits: Sendable, Equatable {
  /// The longest request target, in bytes; a longer one is answered 414.
  public var targetBytes: Int
  /// The longest field section, in bytes, with its line ends and the empty line, without the request line; trailer
  /// fields count towards it. A longer one is answered 431 (RFC 6585 §5).
  public var headerBytes: Int
  /// The most field lines, trailer fields included; more are answered 431.
  public var headerFields: Int
  /// The most bytes of chunk extensions in one body; more are answered 400 (CVE-2023-39326).
  public var chunkExtensionBytes: Int

  /// The standard limits but for those given.
  public init(
    targetBytes: Int = 8 * 1024, headerBytes: Int = 16 * 1024, headerFields: Int = 100,
    chunkExtensionBytes: Int = 4 * 1024
  ) {
    self.targetBytes = targetBytes
    self.headerBytes = headerBytes
    self.headerFields = headerFields
    self.chunkExtensionBytes = chunkExtensionBytes
  }

  /// The limits a server starts with: a target of 8 KiB, 16 KiB and 100 fields of header, 4 KiB of extensions.
  public static let standard = Limits()
}
