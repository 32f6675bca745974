import Domain
import JSON
import Postgres
import TestSupport

@testable import LocalOffer

/// A record as an import normalises it.
func normalised(
  _ text: String, source: String = "test", postcodes: PostcodeIndex = PostcodeIndex()
) throws -> FeedRecord {
  try FeedRecord(
    JSONParser.parse(Array(text.utf8)), identity: FeedIdentity(source: source), postcodes: postcodes)
}

/// A service with these members beside its id and name, normalised.
func service(_ members: String, postcodes: PostcodeIndex = PostcodeIndex()) throws -> FeedRecord {
  try normalised(
    #"{"id": "\#(serviceID)", "name": "Play", "status": "active", \#(members)}"#, postcodes: postcodes)
}

let serviceID = "2ed6657d-e927-568b-95e1-2665a8aea6a2"

extension FeedRecord {
  /// The document as a tree.
  var tree: JSONValue {
    get throws { try JSONParser.parse(document) }
  }

  /// The value at a path of members and numbers of elements, such as `schedules.0.byday`.
  func value(_ path: String) throws -> JSONValue? {
    try path.split(separator: ".").reduce(tree as JSONValue?) { value, step in
      switch value {
      case .object(let object): object[String(step)]
      case .array(let elements): Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
      default: nil
      }
    }
  }

  /// The text at a path.
  func text(_ path: String) throws -> String? {
    guard case .string(let text) = try value(path) else { return nil }
    return text
  }
}

/// The places, in blocks of that many bytes, of a feed that is held in memory.
func blocks(of feed: some Collection<UInt8>, size: Int = 1000) -> () -> [UInt8]? {
  var rest = Array(feed)[...]
  return {
    defer { rest = rest.dropFirst(size) }
    return rest.isEmpty ? nil : Array(rest.prefix(size))
  }
}

extension TestDatabase {
  /// Imports a feed as the owner.
  func imports(_ feed: String, source: String = "test", strict: Bool = false) throws -> ImportReport {
    try asOwner { pool in
      try await FeedImport(source: source, isStrict: strict).run(on: pool, blocks: blocks(of: feed.utf8))
    }
  }

  /// Runs a body with the owner's pool.
  func asOwner<Value: Sendable>(_ body: @escaping @Sendable (Pool) async throws -> Value) throws -> Value {
    try onLoop { loop in
      let pool = Pool(url: ownerURL, loop: loop)
      pool.open()
      defer { pool.close() }
      return try await body(pool)
    }
  }

  /// One text from the database.
  func text(_ statement: SQL) throws -> String {
    try asOwner { pool in try await pool.search(statement)[0].get("text") }
  }

  /// The version of the whole feed, which counts every change.
  var feedVersion: String {
    get throws { try text("SELECT version::text AS text FROM feed_state") }
  }
}
