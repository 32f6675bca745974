import HTTP

/// What a server grants a client; times are in nanoseconds.
public struct ServerSettings: Sendable {
  public var limits = Limits.standard
  /// From the first byte of a request (from the connection's start for its first) to the end of its head.
  public var headerLimit: UInt64 = 10_000_000_000
  /// Between two requests.
  public var idleLimit: UInt64 = 75_000_000_000
  /// For a whole request body.
  public var bodyLimit: UInt64 = 300_000_000_000
  /// How long a body, or the reader of a response, may be slower than `minimumRate`.
  public var rateGrace: UInt64 = 10_000_000_000
  /// Bytes a second, in both directions, after the grace.
  public var minimumRate: UInt64 = 1024
  /// How long, and for how many bytes, to listen after the last response, so that the client can read it.
  public var lingerLimit: UInt64 = 10_000_000_000
  public var lingerBytes = 64 << 20
  /// An unread request body up to this size is read away to keep the connection.
  public var drainBytes = 64 << 10
  public var connectionLimit = 20_000

  public init() {}
}

/// What a server counts.
public struct ServerStatus: Sendable {
  public var open = 0
  public var accepted = 0
  public var refused = 0
}
