/// What a route asks of its caller before anything else is looked at; a route cannot be declared without one.
public enum RouteAccess: Sendable, Equatable {
  /// Open to everyone, with the reason that makes it so written beside it.
  case anyone(because: String)
  /// Open to those whose credentials carry the permission.
  case holder(of: Permission)

  /// Whether the route answers callers who showed no credentials.
  public var isPublic: Bool {
    if case .anyone = self { true } else { false }
  }

  /// Decides on the principal alone; how they stand to a record is decided where the record is read.
  public func decision(for principal: Principal) -> AccessDecision {
    switch (self, principal) {
    case (.anyone, _): .allowed
    case (.holder, .anonymous): .unauthenticated
    case (.holder(let permission), .known(let subject)):
      subject.permissions.contains(permission) ? .allowed : .forbidden
    }
  }
}

/// The outcome of asking whether a principal may use a route.
public enum AccessDecision: Sendable, Equatable {
  case allowed
  /// Credentials are needed and none were shown (401, RFC 9110 §15.5.2).
  case unauthenticated
  /// The credentials are good and do not allow this (403, RFC 9110 §15.5.4).
  case forbidden
}
