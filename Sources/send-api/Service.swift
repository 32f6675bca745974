import API
import LocalOffer

/// The service as a whole: every module's routes, and the contract that follows from them.
enum Service {
  /// The routes of the API with their contract; throws when two routes disagree.
  static func routes() throws -> RouteTable {
    try RouteTable(description) {
      LocalOffer.routes
      SystemRoutes.health
    }
  }

  /// The routes of the administration port.
  static func adminRoutes(metrics: Metrics) throws -> RouteTable {
    try RouteTable {
      SystemRoutes.health
      SystemRoutes.measured(by: metrics)
    }
  }

  private static let description = ServiceDescription(
    title: "SEND service",
    version: Command.serviceVersion,
    summary: "Special educational needs and disability (SEND) in one local authority, as an open API.",
    description: """
      The Local Offer of services for children and young people from 0 to 25 as an Open Referral UK v3.0 feed. \
      Refusals are problem details (RFC 9457) with codes that do not change their meaning.
      """,
    license: "MIT",
    tags: [
      ServiceDescription.Tag(LocalOffer.feed, "The Local Offer as machines read it: Open Referral UK v3.0."),
      ServiceDescription.Tag("System", "Health of the service, and its contract."),
    ])
}
