import HTTP
import JSON

/// What a handler gives back, and what the contract says of it.
public protocol Answer: Sendable {
  /// Every success this type can be, for the contract.
  static var replies: [ReplyShape] { get }
  /// Writes status, fields and body into a response that already has the fields of its route.
  func write(to response: inout Response, for head: RequestHead) throws
}

/// One success of an operation, as the contract documents it.
public struct ReplyShape: Sendable {
  /// What the body of a reply is.
  public struct Content: Sendable {
    /// The media type, without parameters.
    public let mediaType: String
    /// Records the shape of the body; nil for a body that is not JSON.
    let schema: (@Sendable () throws -> Schema)?
    let example: (@Sendable () throws -> JSONValue)?

    /// A body whose shape is that of a view.
    public static func json<View: Exemplified>(_ view: View.Type, mediaType: String = "application/json") -> Content {
      Content(
        mediaType: mediaType, schema: { try Schema(recording: view) }, example: { try JSONValue.encoding(view.example) }
      )
    }

    /// A body of another kind, which has no shape to tell.
    public static func opaque(mediaType: String) -> Content {
      Content(mediaType: mediaType, schema: nil, example: nil)
    }
  }

  /// A field of the reply.
  public struct Field: Sendable {
    /// The name of the field.
    public let name: String
    /// What the field says.
    public let description: String

    /// A field and what it says.
    public init(_ name: String, _ description: String) {
      self.name = name
      self.description = description
    }
  }

  /// The HTTP status, 2xx.
  public let status: Int
  /// What the reply means, in a sentence; nil where the summary of the operation says it.
  public let description: String?
  /// The body; nil where there is none.
  public let content: Content?
  /// The fields that this reply adds to those of every reply.
  public let fields: [Field]

  /// A success with what it means and what it carries.
  public init(status: Int, description: String? = nil, content: Content?, fields: [Field] = []) {
    self.status = status
    self.description = description
    self.content = content
    self.fields = fields
  }
}

extension ReplyShape.Field {
  static let location = ReplyShape.Field("Location", "The path of what was created.")
  static let link = ReplyShape.Field("Link", "Related addresses (RFC 8288), such as the next page.")
}

extension Response {
  /// Adds the tag, and turns the answer into 304 when the caller has that version already; says whether it did.
  ///
  /// The fields of the route stay, as RFC 9110 §15.4.5 asks of a 304.
  mutating func conclude(with etag: ETag?, for head: RequestHead) -> Bool {
    guard let etag else { return false }
    fields.append(Response.Field("ETag", etag.description))
    guard head.isRead, head.ifNoneMatch(mentions: etag) else { return false }
    status = 304
    body = .empty
    return true
  }
}

extension RequestHead {
  /// Whether the method only reads.
  var isRead: Bool { method == .get || method == .head }

  /// Whether `If-None-Match` names the tag. The common case, one strong tag sent back as it was given, is settled by
  /// comparing bytes; a field that cannot be read asks nothing.
  func ifNoneMatch(mentions etag: ETag) -> Bool {
    guard let sent = fields.bytes("If-None-Match") else { return false }
    if sent.elementsEqual(etag.description.utf8) { return true }
    return fields.values("If-None-Match").contains { ETagCondition($0)?.mentions(etag) ?? false }
  }
}
