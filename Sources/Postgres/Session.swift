import CPostgres
import Glibc
import Reactor

/// One PostgreSQL session in pipeline mode on its loop: units go out as they come, answers return in order.
///
/// A unit is one or more statements up to a Sync: one implicit transaction, rolled back whole by an error, after which
/// the next unit finds a clean session (PostgreSQL manual §34.5). Everything here runs on the loop's thread.
final class Session: EventHandler, @unchecked Sendable {
  /// Whether statements are kept by name, or sent whole each time (pgbouncer's transaction pooling).
  enum Statements: Sendable {
    case named, unnamed
  }

  let handle: OpaquePointer
  let loop: EventLoop
  private let socket: Int32
  private let statements: Statements
  private var prepared: [String: String] = [:]
  /// Counts up only: a name is never given twice on a session.
  private var namesGiven = 0
  private var inFlight = Queue<Unit>()
  private var wantsWrite = false
  private var writeWaiter: UnsafeContinuation<Void, Never>?
  private var plain: PlainCommand?
  private(set) var isLost = false
  /// Called once, when the session breaks.
  var onLoss: (Session) -> Void = { _ in }
  /// Called for each notification of a channel listened to.
  var onNotification: (_ channel: String, _ payload: String) -> Void = { _, _ in }

  /// How many different statements a session keeps prepared; more are sent unnamed.
  private static let preparedLimit = 256

  /// Takes over an open, non-blocking connection; call it on the loop's thread.
  init(handle: OpaquePointer, loop: EventLoop, statements: Statements) throws {
    self.handle = handle
    self.loop = loop
    self.statements = statements
    socket = PQsocket(handle)
    guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else {
      throw PostgresError.unavailable(Session.message(of: handle))
    }
    try loop.register(socket, .readable, handler: self)
  }

  /// How many units wait for their answer.
  var load: Int { inFlight.count }

  /// When the oldest unit under way was sent, in monotonic nanoseconds.
  var oldestSentAt: UInt64? { inFlight.first?.sentAt ?? plain?.sentAt }

  /// Whether no transaction is open and nothing is under way.
  var isIdle: Bool { !isLost && inFlight.isEmpty && PQtransactionStatus(handle) == PQTRANS_IDLE }

  /// Whether a transaction is open and has not failed.
  var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

  // MARK: Units

  /// Sends statements as one unit and gives each one's rows; an error of any is the unit's.
  func run(_ unit: [SQL]) async throws(PostgresError) -> [Rows] {
    guard !isLost else { throw .lost("the session had ended") }
    let waiting = Unit()
    for sql in unit { try send(sql, in: waiting) }
    guard PQpipelineSync(handle) == 1 else {
      let message = Session.message(of: handle)
      lose(message)
      throw .lost(message)
    }
    inFlight.append(waiting)
    flush()
    await waiting.ended()
    if let error = waiting.error { throw error }
    return waiting.rows
  }

  private func send(_ sql: SQL, in unit: Unit) throws(PostgresError) {
    let text = sql.text
    let arguments = try Arguments(sql.parameters)
    var sent: Int32
    if statements == .named, sql.isPreparable, let name = prepared[text] ?? prepare(text, arguments.types, in: unit) {
      sent = arguments.withPointers { values, lengths, formats in
        PQsendQueryPrepared(handle, name, Int32(sql.parameters.count), values, lengths, formats, 0)
      }
    } else {
      sent = arguments.withPointers { values, lengths, formats in
        PQsendQueryParams(handle, text, Int32(sql.parameters.count), arguments.types, values, lengths, formats, 0)
      }
    }
    unit.steps.append(.statement)
    if sent != 1 {
      let message = Session.message(of: handle)
      lose(message)
      throw .lost(message)
    }
  }

  /// Puts a Parse before the statement that needs it; nil when enough are kept.
  private func prepare(_ text: String, _ types: [UInt32], in unit: Unit) -> String? {
    guard prepared.count < Session.preparedLimit else { return nil }
    let name = "s\(namesGiven)"
    guard PQsendPrepare(handle, name, text, Int32(types.count), types) == 1 else { return nil }
    namesGiven += 1
    unit.steps.append(.preparation(of: text))
    prepared[text] = name
    return name
  }

  // MARK: Answers

  func ready(_ events: IOReadiness) {
    if events.contains(.writable) { flush() }
    guard !isLost else { return }
    guard PQconsumeInput(handle) == 1 else { return lose(Session.message(of: handle)) }
    if let plain { drain(plain) } else { drainPipeline() }
    while let notification = PQnotifies(handle) {
      onNotification(String(cString: notification.pointee.relname), String(cString: notification.pointee.extra))
      PQfreemem(notification)
    }
    if PQstatus(handle) == CONNECTION_BAD { lose(Session.message(of: handle)) }
  }

  private func drainPipeline() {
    var silence = 0
    while let unit = inFlight.first, PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        // One null ends each command; more in a row mean that nothing is left to read now.
        silence += 1
        if silence > 2 { return }
        continue
      }
      silence = 0
      if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
        PQclear(result)
        _ = inFlight.popFirst()
        unit.end(nil)
      } else {
        take(result, for: unit)
      }
    }
  }

  private func take(_ result: OpaquePointer, for unit: Unit) {
    guard let step = unit.nextStep() else { return PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      switch step {
      case .statement: unit.rows.append(Rows(result))
      case .preparation: PQclear(result)
      }
    default:
      // A failed or skipped Parse left no statement behind.
      if case .preparation(let text) = step { prepared[text] = nil }
      if unit.error == nil { unit.error = Session.error(of: result) }
      // The name is gone on the server (DISCARD, a pooler): the next try prepares it anew.
      if unit.error?.state == "26000" { prepared.removeAll() }
      PQclear(result)
    }
  }

  private func flush() {
    let pending = PQflush(handle)
    if pending < 0 { return lose(Session.message(of: handle)) }
    if (pending == 1) != wantsWrite {
      wantsWrite = pending == 1
      loop.update(socket, wantsWrite ? [.readable, .writable] : .readable)
    }
    if pending == 0, let waiter = writeWaiter.take() { waiter.resume() }
  }

  // MARK: The end

  /// Ends the session; whoever waits is told that it was lost.
  func close() {
    lose("the session was closed")
  }

  private func lose(_ reason: String) {
    guard !isLost else { return }
    isLost = true
    loop.unregister(socket)
    PQfinish(handle)
    for unit in inFlight.takeAll() {
      unit.end(.lost(reason))
    }
    if let plain = plain.take() { plain.end(.lost(reason)) }
    if let waiter = writeWaiter.take() { waiter.resume() }
    onLoss(self)
  }

  static func message(of handle: OpaquePointer) -> String {
    String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: " ")
  }

  private static func error(of result: OpaquePointer) -> PostgresError {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, Int32(code.asciiValue!)).map { String(cString: $0) }
    }
    return .refused(
      state: field("C") ?? "XX000", message: field("M") ?? String(cString: PQresultErrorMessage(result)),
      constraint: field("n"))
  }

  // MARK: Outside the pipeline

  /// Runs a script of several statements in the simple protocol; only on a session nobody shares.
  func runScript(_ text: String) async throws(PostgresError) {
    _ = try await outsidePipeline { PQsendQuery(handle, text) }
  }

  /// Subscribes to a channel; its name is an identifier and is quoted as one.
  func listen(to channel: String) async throws(PostgresError) {
    try await runScript("LISTEN \"\(channel.filter { $0 != "\"" })\"")
  }

  /// Runs `COPY … FROM STDIN` and feeds it what `source` gives until nil; only on a session nobody shares.
  ///
  /// - Returns: how many rows were copied.
  func copyIn(_ statement: StaticString, from source: () async throws -> [UInt8]?) async throws -> Int {
    _ = try await outsidePipeline(keepsOpen: true) { PQsendQuery(handle, statement.description) }
    do {
      while let bytes = try await source() {
        let put = bytes.withUnsafeBytes {
          PQputCopyData(handle, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count))
        }
        guard put == 1 else { throw PostgresError.lost(Session.message(of: handle)) }
        try await flushed()
      }
    } catch {
      if !isLost { _ = try? await endCopy("the source failed") }
      throw error
    }
    return try await endCopy(nil)
  }

  private func endCopy(_ failure: String?) async throws(PostgresError) -> Int {
    let command = PlainCommand()
    plain = command
    guard PQputCopyEnd(handle, failure) == 1 else {
      let message = Session.message(of: handle)
      lose(message)
      throw .lost(message)
    }
    flush()
    await command.ended()
    defer { backToPipeline() }
    if let error = command.error { throw error }
    return command.affected
  }

  private func flushed() async throws(PostgresError) {
    flush()
    if wantsWrite && !isLost { await withUnsafeContinuation { writeWaiter = $0 } }
    if isLost { throw .lost("the session ended during a copy") }
  }

  private func outsidePipeline(
    keepsOpen: Bool = false, _ send: () -> Int32
  ) async throws(PostgresError) -> PlainCommand {
    guard !isLost else { throw .lost("the session had ended") }
    let command = PlainCommand()
    guard inFlight.isEmpty, PQexitPipelineMode(handle) == 1, send() == 1 else {
      let message = Session.message(of: handle)
      lose(message)
      throw .lost(message)
    }
    plain = command
    flush()
    await command.ended()
    if command.error != nil || !keepsOpen { backToPipeline() }
    if let error = command.error { throw error }
    return command
  }

  private func backToPipeline() {
    if !isLost && PQenterPipelineMode(handle) != 1 { lose(Session.message(of: handle)) }
  }

  private func drain(_ command: PlainCommand) {
    while PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        plain = nil
        return command.end(nil)
      }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_COPY_IN:
        plain = nil
        return command.end(nil)
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        command.affected = Int(String(cString: PQcmdTuples(result))) ?? 0
      default:
        if command.error == nil { command.error = Session.error(of: result) }
      }
    }
  }
}

/// Something under way on a session, and who waits for it.
private class Command {
  /// When it was sent, in monotonic nanoseconds.
  let sentAt = monotonicNanoseconds()
  var error: PostgresError?
  private var hasEnded = false
  private var waiter: UnsafeContinuation<Void, Never>?

  /// Waits until `end`; returns at once when that has been.
  func ended() async {
    if hasEnded { return }
    await withUnsafeContinuation { waiter = $0 }
  }

  func end(_ error: PostgresError?) {
    if let error { self.error = error }
    hasEnded = true
    waiter.take()?.resume()
  }
}

/// Statements up to one Sync.
private final class Unit: Command {
  enum Step {
    case preparation(of: String)
    case statement
  }

  var steps: [Step] = []
  private var position = 0
  var rows: [Rows] = []

  func nextStep() -> Step? {
    guard position < steps.count else { return nil }
    defer { position += 1 }
    return steps[position]
  }
}

/// One command of the simple protocol.
private final class PlainCommand: Command {
  var affected = 0
}
