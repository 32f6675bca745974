import HTTP

extension Route {
  /// The statuses this route may refuse or fail with, as they follow from what it declares.
  var refusals: [ProblemCode] {
    var codes: [ProblemCode] = [.malformedParameter, .internalError, .unavailable]
    if !inputs.path.isEmpty { codes += [.malformedPath, .notFound] }
    if !mediaTypes.isEmpty { codes.append(.notAcceptable) }
    if (inputs.path + inputs.query).contains(where: \.isRefusable) { codes.append(.invalid) }
    if inputs.body != nil {
      codes += [
        .malformedJSON, .incompleteRequest, .requestTimeout, .contentTooLarge, .unsupportedMediaType, .invalid,
      ]
    }
    if !access.isPublic { codes += [.unauthenticated, .forbidden] }
    if declarations.contains(.ifMatch) { codes += [.preconditionFailed, .preconditionRequired] }
    if declarations.contains(.idempotent) {
      codes += [.idempotencyKeyRequired, .requestInFlight, .idempotencyKeyReused]
    }
    codes += declarations.refusals
    return ProblemCode.allCases.filter(codes.contains)
  }
}

extension Parameter {
  /// Whether there is a value that can be read and is refused all the same (422).
  fileprivate var isRefusable: Bool {
    value.choices != nil || value.minimum != nil || value.maximum != nil
  }
}
