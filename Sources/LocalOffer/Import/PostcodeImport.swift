import Postgres

/// Fills the table of postcodes, so that "near DY1 1HF" is a place.
public enum PostcodeImport {
  /// Reads CSV with the columns postcode, easting, northing, latitude and longitude, and a head line, from the blocks
  /// that `nextBlock` gives until nil; writes what is new or differs, and removes nothing.
  ///
  /// - Returns: how many postcodes the file has, and how many of them were written.
  public static func run(
    on pool: Pool, blocks nextBlock: @escaping () throws -> [UInt8]?
  ) async throws -> (read: Int, written: Int) {
    do {
      return try await pool.transaction { transaction in
        try await transaction.run("CREATE TEMPORARY TABLE postcode_staging (LIKE postcodes) ON COMMIT DROP")
        let read = try await transaction.copy(
          "COPY postcode_staging (postcode, easting, northing, latitude, longitude) FROM STDIN (FORMAT csv, HEADER)",
          from: nextBlock)
        let written = try await transaction.run(
          """
          INSERT INTO postcodes AS p (postcode, easting, northing, latitude, longitude)
          SELECT postcode, easting, northing, latitude, longitude FROM postcode_staging
          ON CONFLICT (postcode) DO UPDATE SET
            easting = excluded.easting, northing = excluded.northing, latitude = excluded.latitude,
            longitude = excluded.longitude
          WHERE (p.easting, p.northing, p.latitude, p.longitude)
            IS DISTINCT FROM (excluded.easting, excluded.northing, excluded.latitude, excluded.longitude)
          """
        ).affected
        return (read, written)
      }
    } catch let error as PostgresError {
      throw FeedImport.Failure(description: "the postcodes were not imported: \(error.explanation)")
    }
  }
}
