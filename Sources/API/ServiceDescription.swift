/// What the contract says of the service as a whole.
public struct ServiceDescription: Sendable {
  /// A group of operations and what they have in common.
  public struct Tag: Sendable {
    public let name: String
    public let description: String

    public init(_ name: String, _ description: String) {
      self.name = name
      self.description = description
    }
  }

  public let title: String
  public let version: String
  public let summary: String
  public let description: String
  /// The SPDX expression of the licence.
  public let license: String
  /// Where the service is reached; `/` when the contract is served by the service itself.
  public let servers: [String]
  public let tags: [Tag]

  public init(
    title: String, version: String, summary: String, description: String, license: String, servers: [String] = ["/"],
    tags: [Tag]
  ) {
    self.title = title
    self.version = version
    self.summary = summary
    self.description = description
    self.license = license
    self.servers = servers
    self.tags = tags
  }
}
