/// The database as a handler sees it: the primary, and where public reads go.
public struct Database: Sendable {
  /// The server that takes writes, and all reads of personal data.
  public let primary: Pool
  /// Where public reads go: a replica's pool when one is configured, otherwise the primary's.
  public let published: Pool

  public init(primary: Pool, published: Pool? = nil) {
    self.primary = primary
    self.published = published ?? primary
  }

  /// Opens the pools; call it on their loop's thread.
  public func open() {
    primary.open()
    if published !== primary { published.open() }
  }
}
