/// A path to one value in a JSON text (RFC 6901); the empty one means the whole text.
public struct JSONPointer: Sendable, Equatable, CustomStringConvertible {
  /// The pointer in its written form, such as `/services/0/name`.
  public let description: String

  /// The pointer to the whole text.
  public init() {
    description = ""
  }

  private init(description: String) {
    self.description = description
  }

  /// The pointer to the member `key` of the object this one points to, with `~` written `~0` and `/` written `~1`
  /// (RFC 6901 §3).
  public func appending(key: String) -> JSONPointer {
    var path = description + "/"
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": path += "~0"
      case "/": path += "~1"
      default: path.unicodeScalars.append(scalar)
      }
    }
    return JSONPointer(description: path)
  }

  /// The pointer to element `index`, counted from 0, of the array this one points to.
  public func appending(index: Int) -> JSONPointer {
    JSONPointer(description: "\(description)/\(index)")
  }
}
