/// Who makes a call, as far as the credentials they showed can tell.
public enum Principal: Sendable, Equatable {
  /// Nobody in particular: no credentials were shown.
  case anonymous
  /// Somebody whose credentials were checked.
  case known(Subject)

  /// The person or system behind checked credentials.
  public struct Subject: Sendable, Equatable {
    /// The stable identifier that audit rows name; never a person's name.
    public let id: String
    /// What the credentials allow, whoever holds them.
    public let permissions: Set<Permission>
    /// The codes of the roles held, for example `CO` (case officer).
    public let roles: Set<String>

    /// Somebody whose credentials were checked.
    public init(id: String, permissions: Set<Permission>, roles: Set<String>) {
      self.id = id
      self.permissions = permissions
      self.roles = roles
    }
  }
}
