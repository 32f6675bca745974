import HTTP

extension Router {
  private static let identities = IdentityMaker()

  /// Answers what could not be read as a request, and counts among nothing: there is no route to count it under.
  public static func response(to fault: WireFault, log: Log) -> Response {
    let identity = identities.make()
    log.write(.info, "request refused", ["requestId": identity, "code": fault.code])
    return Problem(fault).response(requestID: identity, common: CommonFields.refusal)
  }

  /// Answers a connection over the cap.
  public static func overloadResponse(log: Log) -> Response {
    let identity = identities.make()
    log.write(.warning, "connection refused", ["requestId": identity])
    return Problem.unavailable(detail: "There are more connections than are served at once.", retryAfter: 1)
      .response(requestID: identity, common: CommonFields.refusal)
  }
}
