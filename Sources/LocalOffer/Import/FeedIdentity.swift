import Domain

/// The ids of a source's records: the UUIDs that it gives, and one made for each id that is none.
struct FeedIdentity: Sendable {
  /// The name under which the records of this feed belong together.
  let source: String

  /// The namespace of every UUID made here; it never changes, or a feed imported again would come as new records.
  private static let namespace = Identifier("9c2e8e10-d265-41bb-9e47-66356fae32a1")!
  /// The longest id of a supplier that is kept, in bytes.
  static let longestOriginal = 255

  /// The UUID that stands for a supplier's own id (version 5 over source, kind and id).
  func identifier(for original: String, of kind: EntityKind) -> Identifier {
    made(of: [source, kind.rawValue, original])
  }

  /// The UUID of a part that came without an id: it follows from the record around it and from its place there.
  func identifier(at position: Int, in parent: Identifier, of kind: EntityKind) -> Identifier {
    made(of: [source, kind.rawValue, parent.description, "\(position)"])
  }

  /// NUL cannot occur in any of the words, so no two lists of words make the same name.
  private func made(of words: [String]) -> Identifier {
    var name: [UInt8] = []
    for word in words {
      if !name.isEmpty { name.append(0) }
      name.append(contentsOf: word.utf8)
    }
    return Identifier.v5(namespace: FeedIdentity.namespace, name: name, sha1: Digest.sha1)
  }
}
