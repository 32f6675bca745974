import CPostgres
import Reactor

/// What needs the simple protocol: scripts, LISTEN and COPY, on a session that nobody shares.
extension Session {
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
        // The source may have waited, and the session ended meanwhile.
        try requireAlive()
        let put = bytes.withUnsafeBytes {
          PQputCopyData(handle, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count))
        }
        guard put == 1 else { throw PostgresError.lost(Session.message(of: handle)) }
        try await flushed()
      }
    } catch {
      _ = try? await endCopy("the source failed")
      throw error
    }
    return try await endCopy(nil)
  }

  private func endCopy(_ failure: String?) async throws(PostgresError) -> Int {
    try requireAlive()
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
    try requireAlive()
  }

  private func requireAlive() throws(PostgresError) {
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

  /// Takes in the answer to the command under way.
  func drain(_ command: PlainCommand) {
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
