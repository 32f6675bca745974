extension ProblemCode {
  /// One line of the table of problems.
  struct Entry {
    let status: Int
    let title: String
    let advice: String

    init(_ status: Int, _ title: String, _ advice: String) {
      self.status = status
      self.title = title
      self.advice = advice
    }
  }

  /// The table that status, title and the page of codes are read from.
  var entry: Entry {
    switch self {
    case .malformedRequest:
      Entry(400, "The request could not be read", "Send a well-formed HTTP request; `detail` says what was wrong.")
    case .incompleteRequest:
      Entry(400, "The request was cut short", "Send it again, whole.")
    case .malformedPath:
      Entry(400, "The path could not be read", "Percent-encode the path as UTF-8.")
    case .malformedParameter:
      Entry(
        400, "A parameter could not be read",
        "Each entry of `errors` names a parameter that is unknown, repeated, missing or not in its documented form.")
    case .malformedJSON:
      Entry(400, "The body is not JSON", "Send one JSON value in UTF-8; `errors` says where reading stopped.")
    case .idempotencyKeyRequired:
      Entry(
        400, "An Idempotency-Key is required",
        "Send `Idempotency-Key` with a value of your own choice, 1 to 255 characters, new for each operation.")
    case .unauthenticated:
      Entry(401, "Credentials are required", "Send a valid bearer token in `Authorization`.")
    case .forbidden:
      Entry(403, "Not allowed", "The credentials are valid but do not allow this.")
    case .notFound:
      Entry(404, "Not found", "There is nothing here, or nothing that you may see.")
    case .methodNotAllowed:
      Entry(405, "The method is not allowed here", "`Allow` lists the methods of this resource.")
    case .notAcceptable:
      Entry(406, "No acceptable representation", "Send an `Accept` that covers the documented media type.")
    case .requestTimeout:
      Entry(408, "The request took too long to arrive", "Send it again on a better connection.")
    case .conflict:
      Entry(409, "The request conflicts with what is stored", "Read the resource again and decide anew.")
    case .requestInFlight:
      Entry(
        409, "The same operation is still running",
        "A call with this `Idempotency-Key` has not finished; try again after `Retry-After`.")
    case .gone:
      Entry(410, "No longer here", "It was here once and was removed on purpose.")
    case .preconditionFailed:
      Entry(412, "The resource has changed", "Read it again: `ETag` carries its current version.")
    case .contentTooLarge:
      Entry(413, "The body is too large", "`detail` says how many bytes are taken here.")
    case .targetTooLong:
      Entry(414, "The request target is too long", "Shorten the query.")
    case .unsupportedMediaType:
      Entry(415, "The media type is not supported", "`Accept` or `Accept-Patch` says what is taken here.")
    case .expectationFailed:
      Entry(417, "The expectation cannot be met", "Send `Expect: 100-continue` or none.")
    case .invalid:
      Entry(
        422, "The request was understood and is not valid",
        "`errors` lists every fault with its JSON pointer or parameter name.")
    case .idempotencyKeyReused:
      Entry(422, "The Idempotency-Key was used for another request", "Choose a new key for a new operation.")
    case .preconditionRequired:
      Entry(428, "If-Match is required", "Read the resource and send its `ETag` in `If-Match`.")
    case .tooManyRequests:
      Entry(429, "Too many requests", "Wait as long as `Retry-After` says.")
    case .headerTooLarge:
      Entry(431, "The header fields are too large", "Send fewer or shorter fields.")
    case .internalError:
      Entry(500, "Something went wrong on our side", "Tell us the `instance`; nothing was kept of the request.")
    case .methodNotImplemented:
      Entry(501, "The method is not known", "Use a method that `Allow` lists.")
    case .transferCodingNotImplemented:
      Entry(
        501, "The transfer coding is not known", "Send the body with `Content-Length`, or chunked and nothing else.")
    case .unavailable:
      Entry(503, "Not available for the moment", "Try again after `Retry-After`.")
    case .notReady:
      Entry(503, "Not ready", "The service is starting, stopping or cut off from its database.")
    case .poolExhausted:
      Entry(503, "Too busy", "Every database connection is in use; try again after `Retry-After`.")
    case .databaseTimeout:
      Entry(503, "The database took too long", "Try again after `Retry-After`, or ask for less.")
    case .databaseUnavailable:
      Entry(503, "The database cannot be reached", "Try again after `Retry-After`.")
    case .versionNotSupported:
      Entry(505, "The HTTP version is not supported", "Speak HTTP/1.1.")
    }
  }
}
