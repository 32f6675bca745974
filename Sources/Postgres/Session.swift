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
  private(set) var inFlight = Queue<SessionUnit>()
  private(set) var wantsWrite = false
  /// Who waits until everything is written.
  var writeWaiter: UnsafeContinuation<Void, Never>?
  /// The command of the simple protocol under way, if one is.
  var plain: PlainCommand?
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
  var isInTransaction: Bool { !isLost && PQtransactionStatus(handle) == PQTRANS_INTRANS }

  // MARK: Units

  /// Sends statements as one unit and gives each one's rows; an error of any is the unit's.
  func run(_ unit: [SQL]) async throws(PostgresError) -> [Rows] {
    guard !isLost else { throw .lost("the session had ended") }
    let waiting = SessionUnit()
    // All are laid out before the first is sent: what cannot be sent must not leave half a unit in the pipeline.
    var arguments: [Arguments] = []
    for sql in unit { arguments.append(try Arguments(sql.parameters)) }
    for (sql, arguments) in zip(unit, arguments) { try send(sql, arguments, in: waiting) }
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

  private func send(_ sql: SQL, _ arguments: Arguments, in unit: SessionUnit) throws(PostgresError) {
    let text = sql.text
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
  private func prepare(_ text: String, _ types: [UInt32], in unit: SessionUnit) -> String? {
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

  private func take(_ result: OpaquePointer, for unit: SessionUnit) {
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

  /// Writes what libpq holds, as far as the socket takes it.
  func flush() {
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

  /// Ends a session whose server does not answer; whoever waits is told so, and does not try it again.
  func giveUp() {
    for unit in inFlight.takeAll() { unit.end(.unavailable("the answer was too late")) }
    close()
  }

  /// Gives the session up; whoever waits is told.
  func lose(_ reason: String) {
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

  static func error(of result: OpaquePointer) -> PostgresError {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, Int32(code.asciiValue!)).map { String(cString: $0) }
    }
    return .refused(
      state: field("C") ?? "XX000", message: field("M") ?? String(cString: PQresultErrorMessage(result)),
      constraint: field("n"))
  }
}
