/// Decoding from a tree that has been parsed, and perhaps checked, before.
public enum JSONTree {
  /// Decodes a value of `type` from `value`.
  ///
  /// An integer type takes only an integer literal that fits: neither `1.0` nor `1e2`. Members that the type does not
  /// ask for are passed over.
  /// - Throws: `DecodingError`, whose coding path leads to the value at fault, or what the type itself throws.
  public static func decode<T: Decodable>(
    _ type: T.Type, from value: JSONValue, userInfo: [CodingUserInfoKey: Any] = [:]
  ) throws -> T {
    try T(from: TreeDecoder(value: value, path: nil, key: nil, userInfo: userInfo))
  }
}

/// The way to a container, innermost key first; made only for containers, so that plain members cost nothing.
final class CodingPath {
  private let outer: CodingPath?
  private let key: any CodingKey

  init(outer: CodingPath?, key: any CodingKey) {
    self.outer = outer
    self.key = key
  }

  var keys: [any CodingKey] {
    var keys: [any CodingKey] = []
    var step: CodingPath? = self
    while let here = step {
      keys.append(here.key)
      step = here.outer
    }
    return keys.reversed()
  }
}
