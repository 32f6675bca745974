import JSON

/// What became of the records of a feed: each was accepted, unchanged or rejected.
public struct ImportReport: Sendable, Equatable {
  /// Something to say about one record.
  public struct Finding: Sendable, Equatable {
    /// The line where the record begins, from 1.
    public let line: Int
    /// Which of the feed's records it is, from 0.
    public let index: Int
    /// The id as the supplier wrote it; nil where it could not be read.
    public let id: String?
    /// The place in the record, as an RFC 6901 pointer; empty for the whole record.
    public let pointer: String
    /// What is wrong there, to be read after the name of the place.
    public let reason: String
  }

  /// Findings up to a number, and how many there were.
  public struct Findings: Sendable, Equatable {
    /// The first findings.
    public private(set) var listed: [Finding] = []
    /// How many there were in all.
    public private(set) var count = 0

    /// How many are listed before the rest are only counted, so that a feed that is all wrong fits into memory.
    public static let limit = 100_000

    init() {}

    mutating func append(_ finding: Finding) {
      count += 1
      if listed.count < Findings.limit { listed.append(finding) }
    }

    /// Counts findings that are not listed.
    mutating func add(unlisted more: Int) { count += more }

    mutating func sort() { listed.sort { $0.index < $1.index } }
  }

  /// New records, and records that differ from what was there.
  public internal(set) var accepted = 0
  /// Records that are here just so.
  public internal(set) var unchanged = 0
  /// Records that were not taken, one finding each.
  public internal(set) var rejected = Findings()
  /// What was left out or assumed in records that were taken.
  public internal(set) var repaired = Findings()
  /// How many records had each member that ORUK does not know, by its pointer without the numbers of elements.
  public internal(set) var unknownMembers: [String: Int] = [:]
  /// False when a strict import was rolled back: then `accepted` says what would have been.
  public internal(set) var isWritten = true

  init() {}

  /// How many records the feed has.
  public var read: Int { accepted + unchanged + rejected.count }

  /// Whether nothing of the feed could be taken, or there was nothing in it.
  public var isFailure: Bool { !isWritten || accepted + unchanged == 0 }
}

extension ImportReport {
  /// The report as one JSON object.
  public var json: [UInt8] {
    var members: [JSONObject.Member] = [
      .init(key: "read", value: .number(JSONNumber(read))),
      .init(key: "accepted", value: .number(JSONNumber(accepted))),
      .init(key: "unchanged", value: .number(JSONNumber(unchanged))),
      .init(key: "rejected", value: .array(rejected.listed.map(\.json))),
      .init(key: "repaired", value: .array(repaired.listed.map(\.json))),
      .init(
        key: "unknown",
        value: .object(
          JSONObject(
            unknownMembers.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number(JSONNumber($0.value))) })
        )),
      .init(key: "written", value: .bool(isWritten)),
    ]
    for (name, findings) in [("rejected_unlisted", rejected), ("repaired_unlisted", repaired)] {
      let unlisted = findings.count - findings.listed.count
      if unlisted > 0 { members.append(.init(key: name, value: .number(JSONNumber(unlisted)))) }
    }
    return JSONWriter.bytes(of: .object(JSONObject(members)))
  }
}

extension ImportReport.Finding {
  fileprivate var json: JSONValue {
    .object(
      JSONObject([
        .init(key: "line", value: .number(JSONNumber(line))),
        .init(key: "index", value: .number(JSONNumber(index))),
        .init(key: "id", value: id.map { .string($0) } ?? .null),
        .init(key: "pointer", value: .string(pointer)),
        .init(key: "reason", value: .string(reason)),
      ]))
  }
}
