import Domain
import Postgres

/// Where the postcodes are that the service knows.
struct PostcodeIndex: Sendable {
  private var points: [Postcode: GridPoint] = [:]

  init(_ points: [Postcode: GridPoint] = [:]) {
    self.points = points
  }

  /// Reads the table as this transaction sees it.
  init(in transaction: Transaction) async throws {
    let rows = try await transaction.run("SELECT postcode, easting, northing FROM postcodes")
    points.reserveCapacity(rows.count)
    for row in rows {
      guard let postcode = Postcode(try row.get("postcode", as: String.self)) else { continue }
      points[postcode] = GridPoint(easting: try row.get("easting"), northing: try row.get("northing"))
    }
  }

  /// The place of a postcode; nil where it is none or not known.
  subscript(text: String) -> GridPoint? {
    Postcode(text).flatMap { points[$0] }
  }
}
