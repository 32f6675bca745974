/// One thing a caller may be allowed to do, written `resource:action` as it stands in a token's scope.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
  /// The scope's text, for example `local-offer:write`.
  public let scope: String

  /// The permission of a scope, written `resource:action`.
  public init(_ scope: String) {
    self.scope = scope
  }

  /// The scope's text.
  public var description: String { scope }
}
