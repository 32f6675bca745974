import API
import Domain
import Glibc
import HTTP
import JSON
import Testing

/// A pipe to log into.
private struct Pipe {
  let reading: CInt
  let writing: CInt

  init() throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    (reading, writing) = (ends[0], ends[1])
  }

  /// The lines that were written; closes the writing end first.
  func lines() -> [JSONObject] {
    close(writing)
    return lines { _ in false }
  }

  /// The lines up to one that is the last, or to the end; gives up when nothing comes for ten seconds.
  func lines(upTo isLast: (JSONObject) -> Bool) -> [JSONObject] {
    var lines: [JSONObject] = []
    var rest: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, 10_000) > 0 {
      let count = read(reading, &piece, piece.count)
      guard count > 0 else { break }
      rest += piece[..<count]
      while let end = rest.firstIndex(of: 0x0A) {
        if case .object(let object)? = try? JSONParser.parse(Array(rest[..<end])) {
          lines.append(object)
          if isLast(object) { return lines }
        }
        rest.removeSubrange(...end)
      }
    }
    return lines
  }
}

@Suite struct LogTests {
  @Test func writesALineARequest() async throws {
    let pipe = try Pipe()
    let log = Log(level: .info, descriptor: pipe.writing, now: { .example })
    let caller = try Caller(log: log)
    _ = await caller.send(
      .get, "/books/\(Library.known)?secret=hunter2", [("X-Request-ID", "r-1"), ("Authorization", "Bearer hunter2")])
    _ = await caller.send(
      .get, "/books/\(Library.known)",
      [("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("X-Request-ID", "r-2")])
    _ = await caller.send(.get, "/nothing/hunter2", [("X-Request-ID", "r-3")])
    _ = await caller.send(.head, "/books/\(Library.known)", [("X-Request-ID", "r-4")])
    log.flush()
    let lines = pipe.lines()
    #expect(lines.map { $0["requestId"] } == ["r-1", "r-2", "r-3", "r-4"].map { .string($0) })
    #expect(lines.map { $0["status"] } == [400, 200, 404, 200].map { .number(JSONNumber($0)) })
    #expect(lines.map { $0["route"] } == [.string("/books/{id}"), .string("/books/{id}"), nil, .string("/books/{id}")])
    #expect(lines[1]["traceId"] == .string("4bf92f3577b34da6a3ce929d0e0e4736"))
    #expect(lines[1]["time"] == .string("2026-02-16T09:30:00Z"))
    #expect(lines[3]["method"] == .string("HEAD"))
    #expect(lines[3]["bytes"] == .number(JSONNumber(0)))
    for line in lines {
      #expect(line["level"] == .string("info") && line["message"] == .string("request"))
      #expect(!String(decoding: JSONWriter.bytes(of: .object(line)), as: UTF8.self).contains("hunter2"))
      guard case .number(let duration)? = line["durationMs"] else {
        Issue.record("no duration")
        continue
      }
      #expect(duration.double >= 0)
    }
  }

  @Test func logsWhatNobodyForesawWhole() async throws {
    let pipe = try Pipe()
    let log = Log(level: .error, descriptor: pipe.writing, now: { .example })
    _ = await (try Caller(log: log)).send(.get, "/fail", [("X-Request-ID", "r-1")])
    log.flush()
    let lines = pipe.lines()
    #expect(lines.map { $0["message"] } == [.string("request failed"), .string("request")])
    #expect(lines[0]["requestId"] == .string("r-1") && lines[0]["operation"] == .string("fail"))
    guard case .string(let error)? = lines[0]["error"] else {
      Issue.record("no error")
      return
    }
    #expect(error.contains("Unforeseen"))
  }

  @Test func logsAStreamWhenItHasEnded() async throws {
    let pipe = try Pipe()
    let log = Log(level: .info, descriptor: pipe.writing, now: { .example })
    let response = await (try Caller(log: log)).send(.get, "/stream")
    log.write(.info, "between")
    let gathered = Gathered()
    if case .stream(_, let write) = response.body { try await write(gathered) }
    log.flush()
    let lines = pipe.lines()
    #expect(lines.map { $0["message"] } == [.string("between"), .string("request")])
    #expect(lines[1]["bytes"] == .number(JSONNumber(await gathered.bytes.count)))
  }

  @Test func leavesOutWhatIsBelowItsLevel() throws {
    let pipe = try Pipe()
    let log = Log(level: .warning, descriptor: pipe.writing, now: { .example })
    for level in Log.Level.allCases { log.write(level, "said", ["text": "\"é\n\u{1}"]) }
    log.flush()
    let lines = pipe.lines()
    #expect(lines.map { $0["level"] } == [.string("warning"), .string("error")])
    #expect(lines.allSatisfy { $0["text"] == .string("\"é\n\u{1}") })
  }

  @Test func writesWithoutBeingFlushed() throws {
    let pipe = try Pipe()
    let log = Log(level: .info, descriptor: pipe.writing, now: { .example })
    log.write(.info, "first")
    #expect(pipe.lines { _ in true }.map { $0["message"] } == [.string("first")])
    log.write(.info, "second")
    #expect(pipe.lines { _ in true }.map { $0["message"] } == [.string("second")])
  }

  @Test func keepsLinesWholeUnderManyWriters() async throws {
    let pipe = try Pipe()
    let log = Log(level: .info, descriptor: pipe.writing, now: { .example })
    await withDiscardingTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          for line in 0..<500 { log.write(.info, "said", ["by": "\(writer)", "line": "\(line)"]) }
        }
      }
    }
    var count = 0
    let lines = pipe.lines { _ in
      count += 1
      return count == 4_000
    }
    #expect(Set(lines.map { "\($0["by"] as Any) \($0["line"] as Any)" }).count == 4_000)
  }

  @Test func neverWaitsForItsReader() throws {
    let pipe = try Pipe()
    let log = Log(level: .info, descriptor: pipe.writing, now: { .example })
    let text = String(repeating: "x", count: 1_000)
    for _ in 0..<20_000 { log.write(.info, "said", ["text": text]) }
    let lines = pipe.lines { $0["message"] == .string("log lines dropped") }
    let said = lines.count { $0["message"] == .string("said") }
    #expect(said < 20_000)
    #expect(lines.last?["count"] == .number(JSONNumber(20_000 - said)))
  }
}
