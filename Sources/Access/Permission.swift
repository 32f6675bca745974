/// One thing a caller may be allowed to do, written `resource:action` as it stands in a token's scope.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
  /// The scope's text, for example `local-offer:write`.
  public let scope: String

  public init(_ scope: String) {
    self.scope = scope
  }

  public var description: String { scope }
}
