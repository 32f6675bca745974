import Domain
import JSON

/// A record of a feed in the form that the database takes: what the head of `0013_stage_imports.sql` describes.
struct FeedRecord: Equatable {
  let kind: EntityKind
  let id: Identifier
  /// The normalised document as JSON.
  let document: [UInt8]
  /// The SHA-256 of `document`, by which a record that comes again is known to be the same.
  let contentHash: [UInt8]
  /// What was changed for the record to be taken, other than white space, HTML and ways of writing.
  let repairs: [RecordFault]
  /// Pointers to members that nobody knows, without the numbers of elements.
  let unknownMembers: [String]

  /// Normalises a service, or a vocabulary, which is an object with `taxonomy_terms`.
  init(_ value: JSONValue, identity: FeedIdentity, postcodes: PostcodeIndex) throws(RecordFault) {
    guard case .object(let source) = value else { throw RecordFault(pointer: "", reason: "is not an object") }
    if source["id"] == nil, source["contents"] != nil {
      throw RecordFault(pointer: "", reason: "is a page in the place of a record, or a page without a list")
    }
    let shape = source["taxonomy_terms"] == nil ? RecordShape.service : .taxonomy
    var normalisation = RecordNormalisation(identity: identity, postcodes: postcodes)
    guard var object = try normalisation.object(source, as: shape), object["name"] != nil,
      let id = object.text("id").flatMap({ Identifier($0) })
    else { throw RecordFault(pointer: "/name", reason: "is missing, blank or not text") }
    if !normalisation.externalIDs.isEmpty {
      object["external_ids"] = .array(normalisation.externalIDs.map(\.json))
    }
    kind = shape.kind
    self.id = id
    document = JSONWriter.bytes(of: .object(object))
    contentHash = Digest.sha256(document)
    repairs = normalisation.repairs
    unknownMembers = normalisation.unknownMembers
  }
}

extension RecordNormalisation.ExternalID {
  fileprivate var json: JSONValue {
    .object(
      JSONObject([
        .init(key: "kind", value: .string(kind.rawValue)),
        .init(key: "original_id", value: .string(original)),
        .init(key: "id", value: .string(id.description)),
      ]))
  }
}
