import Glibc
import LocalOffer
import Postgres

extension Command {
  static let importFeed = Command(
    name: "import", summary: "Imports an Open Referral UK v3 feed from a file, or from standard input.",
    operands: ["oruk", "PATH"],
    options: [
      Option(flag: "--source", value: "NAME", meaning: "whose records these are; local-offer unless given"),
      Option(flag: "--report", value: "text|json", meaning: "a summary, the standard, or everything as JSON"),
      Option(flag: "--strict", value: nil, meaning: "write nothing when a record is rejected"),
    ],
    remarks: """
      PATH is a file, or - for standard input. It holds one service, an array of services, a page of a feed, or one
      service a line. A feed is written whole in one transaction, or not at all; importing it again changes nothing.

      A source is one supplier's feed. Use the same name each time: ids that are no UUIDs are told apart by it, and one
      source cannot change another's records.

      Records that cannot be taken are rejected, each with its line, id, place and reason; the others are imported.
      The command fails (status 1) when nothing could be taken, or when --strict refuses the feed.
      """
  ) { invocation in
    guard invocation.operands[0] == "oruk" else { throw UsageError("`send-api import` reads one form of feed: oruk") }
    let reportForm = invocation["--report"] ?? "text"
    guard ["text", "json"].contains(reportForm) else { throw UsageError("--report must be text or json") }
    let source = invocation["--source"] ?? "local-offer"
    let feed = try FeedImport(source: source, isStrict: invocation.has("--strict"))
    let path = invocation.operands[1]
    try withOwner(invocation.configuration) { pool in
      let file = try FileBlocks(path: path)
      let report = try await run(feed, on: pool, blocks: file.next)
      if reportForm == "json" {
        print(String(decoding: report.json, as: UTF8.self))
      } else {
        summarise(report)
      }
      if let refusal = report.refusal { throw ImportRefused(description: refusal) }
      if report.rejected.count > 0 { complain(report.rejectedRecords) }
    }
  }

  /// Runs an import, with its progress on standard error where that is a terminal.
  static func run(
    _ feed: FeedImport, on pool: Pool, blocks: @escaping () throws -> [UInt8]?
  ) async throws -> ImportReport {
    let line = ProgressLine()
    defer { line.clear() }
    return try await feed.run(
      on: pool,
      progress: { progress in
        switch progress {
        case .read(let count): line.show("\(count) records read", isOneOfMany: true)
        case .applying: line.show("comparing and writing")
        }
      },
      blocks: blocks)
  }

  /// How many findings a summary lists.
  private static let findingsShown = 20

  /// Prints a report for a person.
  static func summarise(_ report: ImportReport) {
    print("\(report.counts)\(report.isWritten ? "" : " (none of it was written)")")
    list(report.rejected, "rejected")
    list(report.repaired, "left out or assumed in records that were taken")
    if !report.unknownMembers.isEmpty {
      let members = report.unknownMembers.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
      print("members that Open Referral UK does not have, in so many records: \(members.joined(separator: ", "))")
    }
  }

  private static func list(_ findings: ImportReport.Findings, _ title: String) {
    guard findings.count > 0 else { return }
    print("\(title):")
    for finding in findings.listed.prefix(findingsShown) {
      let id = finding.id.map { ", id \($0)" } ?? ""
      print("  line \(finding.line), record \(finding.index)\(id): \(finding.sentence)")
    }
    let more = findings.count - findingsShown
    if more > 0 { print("  and \(more) more: --report json lists them") }
  }
}

/// An import that took nothing, with the sentence that says so.
private struct ImportRefused: Error, CustomStringConvertible {
  let description: String
}

extension ImportReport {
  /// The counts as a sentence without a full stop.
  var counts: String {
    "\(read) read: \(accepted) accepted, \(unchanged) unchanged, \(rejected.count) rejected"
  }

  fileprivate var rejectedRecords: String {
    "\(rejected.count) of \(read) records \(rejected.count == 1 ? "was" : "were") rejected"
  }

  /// Why the import counts as failed; nil when it does not.
  fileprivate var refusal: String? {
    guard isFailure else { return nil }
    if read == 0 { return "there is no record in this feed" }
    if !isWritten { return "\(rejectedRecords), so --strict refused them all" }
    let first = rejected.listed.first.map { "; the first, in line \($0.line): \($0.sentence)" } ?? ""
    return "\(rejectedRecords)\(first)"
  }
}

extension ImportReport.Finding {
  /// The place and what is wrong there.
  fileprivate var sentence: String { pointer.isEmpty ? "it \(reason)" : "\(pointer) \(reason)" }
}

/// A line on the terminal that says how far a long work has come, and is written over; nothing where there is none.
final class ProgressLine {
  private let isShown = isatty(STDERR_FILENO) == 1
  private var shownAt: ContinuousClock.Instant?

  /// Shows a text, or leaves it out when it is one of many and the last was a moment ago.
  func show(_ text: String, isOneOfMany: Bool = false) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if isOneOfMany, let shownAt, now - shownAt < .milliseconds(200) { return }
    shownAt = now
    StandardError.write("\r\u{1B}[K\(text)")
  }

  /// Takes the line away.
  func clear() {
    if shownAt != nil { StandardError.write("\r\u{1B}[K") }
    shownAt = nil
  }
}
