import HTTP

/// The kind of a document that is not described member by member.
public protocol DocumentFormat: Sendable {
  static var mediaType: String { get }
  static var description: String { get }
}

/// A whole document of some format, with a tag.
public struct Document<Format: DocumentFormat>: Answer {
  /// The whole document.
  public let bytes: [UInt8]
  /// The tag of the document, or none.
  public let etag: ETag?

  /// A document to be sent as it is.
  public init(_ bytes: [UInt8], etag: ETag? = nil) {
    self.bytes = bytes
    self.etag = etag
  }

  public static var replies: [ReplyShape] {
    [
      ReplyShape(
        status: 200, description: Format.description, content: .opaque(mediaType: Format.mediaType))
    ]
  }

  public func write(to response: inout Response, for head: RequestHead) {
    if response.conclude(with: etag, for: head) { return }
    response.fields.append(Response.Field("Content-Type", Format.mediaType))
    response.body = .bytes(bytes)
  }
}
