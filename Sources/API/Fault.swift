/// One thing that is wrong with a request: where, what kind, and a sentence.
public struct Fault: Sendable, Equatable {
  /// The part of the request that is at fault.
  public enum Place: Sendable, Equatable, Hashable {
    /// A value in the body, as a JSON pointer (RFC 6901).
    case pointer(String)
    /// A path or query parameter, or a header field, by its name.
    case parameter(String)

    /// The pointer or the name.
    public var text: String {
      switch self {
      case .pointer(let text), .parameter(let text): text
      }
    }
  }

  /// The kinds of fault; like problem codes, they never change their meaning.
  public enum Code: String, Sendable, CaseIterable {
    case unknown
    case missing
    case repeated
    case malformed
    case wrongType = "wrong-type"
    case notListed = "not-listed"
    case outOfRange = "out-of-range"
    case tooShort = "too-short"
    case tooLong = "too-long"
    case tooFew = "too-few"
    case tooMany = "too-many"
    case notAllowed = "not-allowed"

    /// Whether the value could not be read at all, which in a parameter is answered 400 instead of 422.
    var isUnreadable: Bool {
      switch self {
      case .unknown, .missing, .repeated, .malformed, .wrongType: true
      case .notListed, .outOfRange, .tooShort, .tooLong, .tooFew, .tooMany, .notAllowed: false
      }
    }
  }

  /// Where the fault lies.
  public let place: Place
  /// What kind of fault it is.
  public let code: Code
  /// What is wrong, in words that follow the name of the place: `must be 200 or less`.
  public let detail: String

  /// A fault; `detail` quotes nothing of the input.
  public init(_ place: Place, _ code: Code, _ detail: String) {
    self.place = place
    self.code = code
    self.detail = detail
  }
}
