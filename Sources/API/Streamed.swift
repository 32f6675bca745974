import HTTP

/// Records one after another, each on a line of its own (NDJSON), written as they come from where they are stored.
public struct Streamed<Item: Exemplified>: Answer {
  /// The weak tag of the list, or none.
  public let etag: ETag?
  private let write: @Sendable (any BodySink) async throws -> Void

  /// - Parameter write: writes whole lines, each ended by a line feed. A throw breaks the reply off, since its status
  ///   has gone out by then.
  public init(etag: ETag? = nil, _ write: @escaping @Sendable (any BodySink) async throws -> Void) {
    self.etag = etag
    self.write = write
  }

  static var mediaType: String { "application/x-ndjson" }

  public static var replies: [ReplyShape] {
    [
      ReplyShape(
        status: 200, description: "As NDJSON: one record a line.", content: .json(Item.self, mediaType: mediaType))
    ]
  }

  public func write(to response: inout Response, for head: RequestHead) {
    if response.conclude(with: etag, for: head) { return }
    response.fields.append(Response.Field("Content-Type", Self.mediaType))
    response.body = .stream(length: nil, write)
  }
}
