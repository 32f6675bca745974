import API

/// The JSON shapes of the Open Referral UK v3.0 feed, with the members of HSDS 3.0 that families need.
///
/// The documents themselves are rendered in PostgreSQL and served as bytes: these types say what is in them, for the
/// contract and for the tests that hold a reply against it. Members stand in the order in which they are rendered, and
/// one that has nothing to say is left out, never null.
enum ORUK {}

/// A shape of the feed, which carries the feed's name before its own: `ORUKService`.
protocol FeedShape: Exemplified {}

extension FeedShape {
  static var schemaName: String { "ORUK\(Self.self)" }
}
