import Postgres

/// The import of one feed: all of it in one transaction, so that readers see it whole or not at all.
///
/// The records are normalised while they are read, copied into a staging table, and applied there set-based; a record
/// that was imported before and is the same changes nothing.
public struct FeedImport: Sendable {
  /// How far an import has come.
  public enum Progress: Sendable {
    /// So many records were read.
    case read(Int)
    /// All is read, and the database compares and writes.
    case applying
  }

  /// Why an import did not take place, as a sentence.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// The name under which the feed's records belong together; the same in every import of this feed.
  public let source: String
  /// Whether one rejected record refuses the whole feed.
  public let isStrict: Bool

  /// An import for `source`, a name of 1 to 100 bytes without control characters.
  public init(source: String, isStrict: Bool = false) throws(Failure) {
    guard 1...100 ~= source.utf8.count, source.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw Failure(description: "a source is a name of 1 to 100 bytes without control characters")
    }
    self.source = source
    self.isStrict = isStrict
  }

  /// Imports the feed whose bytes `nextBlock` gives, until nil, as the owner of the database.
  ///
  /// - Returns: what became of each record; not written where `isStrict` and something was rejected.
  /// - Throws: `Failure` when another import is under way or the database refuses, and what `nextBlock` throws.
  public func run(
    on pool: Pool, progress: @escaping (Progress) -> Void = { _ in }, blocks nextBlock: @escaping () throws -> [UInt8]?
  ) async throws -> ImportReport {
    do {
      return try await pool.transaction { transaction in
        do {
          return try await apply(FeedReader(blocks: nextBlock), in: transaction, progress)
        } catch let error as PostgresError {
          // Not tried again, as another transaction would be: the feed has been read, and may not come twice.
          throw FeedImport.failure(error)
        }
      }
    } catch let refused as Refused {
      return refused.report
    } catch let error as PostgresError {
      throw FeedImport.failure(error)
    }
  }

  /// Takes the transaction back and keeps the report.
  private struct Refused: Error {
    let report: ImportReport
  }

  private func apply(
    _ reader: FeedReader, in transaction: Transaction, _ progress: @escaping (Progress) -> Void
  ) async throws -> ImportReport {
    try await transaction.run("SELECT import_begin()")
    let staging = FeedStaging(
      reader, identity: FeedIdentity(source: source), postcodes: try await PostcodeIndex(in: transaction),
      progress: { progress(.read($0)) })
    _ = try await transaction.copy(
      "COPY import_staging (ordinal, kind, id, content_hash, document) FROM STDIN", from: staging.nextRows)
    progress(.applying)
    let outcomes = try await transaction.run(
      """
      WITH outcomes AS MATERIALIZED (SELECT * FROM import_apply(\(source)))
      (
        SELECT NULL::integer AS ordinal, outcome, NULL AS pointer, NULL AS reason, count(*) AS count
        FROM outcomes GROUP BY outcome
      )
      UNION ALL (
        SELECT ordinal, NULL, pointer, reason, 1
        FROM outcomes WHERE outcome = 'rejected' ORDER BY ordinal LIMIT \(ImportReport.Findings.limit)
      )
      """)
    var report = try FeedImport.report(staging, outcomes)
    if isStrict, report.rejected.count > 0 {
      report.isWritten = false
      throw Refused(report: report)
    }
    return report
  }

  /// What was found while reading, with what the database found.
  private static func report(_ staging: FeedStaging, _ outcomes: Rows) throws -> ImportReport {
    var report = staging.report
    var rejectedByDatabase = 0
    for row in outcomes {
      guard let index = try row.getOptional("ordinal", as: Int.self) else {
        let count: Int = try row.get("count")
        switch try row.get("outcome", as: String.self) {
        case "accepted": report.accepted = count
        case "unchanged": report.unchanged = count
        default: rejectedByDatabase = count
        }
        continue
      }
      report.rejected.append(
        .init(
          line: staging.log.line(of: index), index: index, id: staging.log.id(of: index),
          pointer: try row.get("pointer"), reason: try row.get("reason")))
      rejectedByDatabase -= 1
    }
    report.rejected.add(unlisted: rejectedByDatabase)
    report.rejected.sort()
    return report
  }

  private static func failure(_ error: PostgresError) -> Failure {
    // 55P03: the lock of import_begin() was not to be had.
    error.state == "55P03"
      ? Failure(description: "another import is under way: try again when it has ended")
      : Failure(description: "the import failed, and nothing was written: \(error.explanation)")
  }
}
