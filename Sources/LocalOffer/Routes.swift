import API
import Access

/// The Local Offer: what the council publishes of services for children and young people with SEND.
public enum LocalOffer {
  /// The Open Referral UK v3.0 feed.
  @RouteList public static var routes: [Route] {
    Route(
      .get, "/oruk/v3", id: "getFeed", tag: feed, "What this feed is, and which standard it follows", access: open,
      declares: cached, handler: FeedRoot.details)
    Route(
      .get, "/oruk/v3/", id: "getFeedRoot", tag: feed, "What this feed is, at the address the standard asks",
      access: open, declares: cached, handler: FeedRoot.details)
    Route(
      .get, "/oruk/v3/services", id: "listServices", tag: feed, "Services, filtered and a page at a time", access: open,
      declares: cached, handler: Services.list)
    Route(
      .get, "/oruk/v3/services/{id}", id: "getService", tag: feed, "One service with everything nested in it",
      access: open, declares: cached, handler: Services.one)
    Route(
      .get, "/oruk/v3/service_at_locations", id: "listServiceAtLocations", tag: feed,
      "Services at their locations, by distance too", access: open, declares: cached, handler: ServicesAtLocations.list)
    Route(
      .get, "/oruk/v3/service_at_locations/{id}", id: "getServiceAtLocation", tag: feed, "One service at one location",
      access: open, declares: cached, handler: ServicesAtLocations.one)
    Route(
      .get, "/oruk/v3/organizations", id: "listOrganizations", tag: feed, "Organisations that provide services",
      access: open, declares: cached, handler: Organizations.list)
    Route(
      .get, "/oruk/v3/organizations/{id}", id: "getOrganization", tag: feed, "One organisation and its services",
      access: open, declares: cached, handler: Organizations.one)
    Route(
      .get, "/oruk/v3/taxonomies", id: "listTaxonomies", tag: feed, "The vocabularies that describe services",
      access: open, declares: cached, handler: Taxonomies.list)
    Route(
      .get, "/oruk/v3/taxonomies/{id}", id: "getTaxonomy", tag: feed, "One vocabulary with its terms", access: open,
      declares: cached, handler: Taxonomies.one)
    Route(
      .get, "/oruk/v3/taxonomy_terms", id: "listTaxonomyTerms", tag: feed, "Terms of the vocabularies", access: open,
      declares: cached, handler: TaxonomyTerms.list)
    Route(
      .get, "/oruk/v3/taxonomy_terms/{id}", id: "getTaxonomyTerm", tag: feed, "One term of a vocabulary", access: open,
      declares: cached, handler: TaxonomyTerms.one)
  }

  /// The tag of the feed's operations.
  public static let feed = "Open Referral UK feed"
  private static let open = RouteAccess.anyone(because: "The Local Offer is published for everyone (CFA 2014 s30)")
  private static let cached: [Declaration] = [.conditional, .cache(.publicly(seconds: 300))]
}
