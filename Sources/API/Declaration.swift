import Domain

/// What a route promises or demands beyond its inputs; the refusals in the contract follow from these.
public enum Declaration: Sendable, Equatable {
  /// The reply has a tag, and `If-None-Match` is answered with 304.
  case conditional
  /// A write that needs `If-Match`: without it 428, with a stale one 412.
  case ifMatch
  /// A write that needs `Idempotency-Key`: without it 400, in flight 409, used for something else 422.
  case idempotent
  /// How long the reply may be kept; `no-store` unless declared.
  case cache(CachePolicy)
  /// The most bytes of a body, instead of `Route.bodyLimit`.
  case bodyLimit(Int)
  /// A refusal of the handler's own, beyond those that follow from the inputs.
  case refuses(ProblemCode)
  /// The operation is going away: said in the contract, and in `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).
  case deprecated(since: Instant, sunset: Instant)
}

/// Who may keep a reply, and for how long (RFC 9111 §5.2.2).
public enum CachePolicy: Sendable, Equatable {
  /// Nobody: what says anything about a person.
  case nobody
  /// Anybody, for so many seconds.
  case publicly(seconds: Int)

  /// The value of `Cache-Control`.
  var fieldValue: String {
    switch self {
    case .nobody: "no-store"
    case .publicly(let seconds): "public, max-age=\(seconds)"
    }
  }
}

/// The declarations of a route, looked up once.
struct Needs: Sendable {
  let ifMatch: Bool
  let idempotencyKey: Bool
  let bodyLimit: Int

  init(_ declarations: [Declaration]) {
    ifMatch = declarations.contains(.ifMatch)
    idempotencyKey = declarations.contains(.idempotent)
    bodyLimit =
      declarations.firstNonNil { if case .bodyLimit(let limit) = $0 { limit } else { nil } } ?? Route.bodyLimit
  }
}

extension [Declaration] {
  /// How long replies may be kept.
  var cachePolicy: CachePolicy {
    firstNonNil { if case .cache(let policy) = $0 { policy } else { nil } } ?? .nobody
  }

  /// The refusals that handlers add.
  var refusals: [ProblemCode] {
    compactMap { if case .refuses(let code) = $0 { code } else { nil } }
  }

  /// Since when and until when a deprecated operation is served.
  var deprecation: (since: Instant, sunset: Instant)? {
    firstNonNil { if case .deprecated(let since, let sunset) = $0 { (since, sunset) } else { nil } }
  }

  fileprivate func firstNonNil<Found>(_ transform: (Declaration) -> Found?) -> Found? {
    for declaration in self {
      if let found = transform(declaration) { return found }
    }
    return nil
  }
}
