/// What the contract says of the service as a whole.
public struct ServiceDescription: Sendable {
  /// A group of operations and what they have in common.
  public struct Tag: Sendable {
    /// The name that routes give.
    public let name: String
    /// What the operations have in common.
    public let description: String

    /// A group and what it is about.
    public init(_ name: String, _ description: String) {
      self.name = name
      self.description = description
    }
  }

  /// The name of the service.
  public let title: String
  /// The version of the contract.
  public let version: String
  /// What it is, in a sentence.
  public let summary: String
  /// What a caller should know first, as CommonMark.
  public let description: String
  /// The SPDX expression of the licence.
  public let license: String
  /// Where the service is reached; `/` when the contract is served by the service itself.
  public let servers: [String]
  /// Every group that the routes name, in the order of the document.
  public let tags: [Tag]

  /// What goes into the head of the contract.
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
