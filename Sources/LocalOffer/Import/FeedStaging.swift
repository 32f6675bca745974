import JSON

/// Turns a feed into rows for the staging table, as `COPY import_staging … FROM STDIN` reads them (PostgreSQL manual,
/// COPY, text format), and keeps account of what could not be one.
final class FeedStaging {
  private var reader: FeedReader
  private let identity: FeedIdentity
  private let postcodes: PostcodeIndex
  private let progress: (Int) -> Void
  private var rows: [UInt8] = []
  private(set) var log = RecordLog()
  private(set) var report = ImportReport()

  init(
    _ reader: FeedReader, identity: FeedIdentity, postcodes: PostcodeIndex, progress: @escaping (Int) -> Void
  ) {
    self.reader = reader
    self.identity = identity
    self.postcodes = postcodes
    self.progress = progress
  }

  /// The rows of the next records; nil when the feed is at its end.
  func nextRows() throws -> [UInt8]? {
    while try reader.readBlock(take) {
      progress(log.count)
      guard !rows.isEmpty else { continue }
      defer { rows = [] }
      return rows
    }
    return nil
  }

  private func take(_ item: JSONRecordSplitter.Item) {
    switch item {
    case .broken(let line, _, let reason):
      reject(line: line, id: nil, RecordFault(pointer: "", reason: "cannot be read: \(reason)"))
    case .oversize(let line, _):
      reject(line: line, id: nil, RecordFault(pointer: "", reason: "is longer than \(FeedReader.recordLimit) bytes"))
    case .record(let bytes, let line, _):
      let value: JSONValue
      do {
        value = try JSONParser.parse(bytes)
      } catch {
        return reject(
          line: line, id: nil, RecordFault(pointer: error.pointer, reason: "cannot be read: \(error.reason)"))
      }
      let id = RecordNormalisation.original(value.object?["id"]).map { String($0.prefix(FeedIdentity.longestOriginal)) }
      do {
        try stage(FeedRecord(value, identity: identity, postcodes: postcodes), line: line, id: id)
      } catch {
        reject(line: line, id: id, error)
      }
    }
  }

  private func reject(line: Int, id: String?, _ fault: RecordFault) {
    report.rejected.append(finding(line: line, id: id, fault))
    log.append(line: line, id: nil)
  }

  private func stage(_ record: FeedRecord, line: Int, id: String?) {
    for repair in record.repairs { report.repaired.append(finding(line: line, id: id, repair)) }
    for member in Set(record.unknownMembers) { count(unknown: member) }
    rows.append(contentsOf: "\(log.count)\t\(record.kind.rawValue)\t\(record.id)\t\\\\x".utf8)
    for byte in record.contentHash {
      rows.append(FeedStaging.hexadecimal[Int(byte >> 4)])
      rows.append(FeedStaging.hexadecimal[Int(byte & 0xF)])
    }
    rows.append(UInt8(ascii: "\t"))
    // In JSON a line end or a tab stands only as an escape: nothing but backslashes means something to COPY.
    for byte in record.document {
      if byte == UInt8(ascii: "\\") { rows.append(byte) }
      rows.append(byte)
    }
    rows.append(UInt8(ascii: "\n"))
    log.append(line: line, id: id)
  }

  private func finding(line: Int, id: String?, _ fault: RecordFault) -> ImportReport.Finding {
    ImportReport.Finding(line: line, index: log.count, id: id, pointer: fault.pointer, reason: fault.reason)
  }

  private func count(unknown member: String) {
    // A hostile feed may name each member anew.
    if report.unknownMembers.count < 1000 || report.unknownMembers[member] != nil {
      report.unknownMembers[member, default: 0] += 1
    }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
