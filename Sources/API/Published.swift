import HTTP

/// A document that was rendered when it was published: its bytes go out as they are stored, and `View` says their shape.
public struct Published<View: Exemplified>: Answer {
  /// The document as it is stored.
  public let bytes: [UInt8]
  /// The strong tag of a single resource, a weak one for a list, or none.
  public let etag: ETag?
  /// Related addresses, such as the next page.
  public let links: [Link]

  /// A document to be sent as it is stored.
  public init(_ bytes: [UInt8], etag: ETag? = nil, links: [Link] = []) {
    self.bytes = bytes
    self.etag = etag
    self.links = links
  }

  public static var replies: [ReplyShape] {
    [ReplyShape(status: 200, content: .json(View.self))]
  }

  public func write(to response: inout Response, for head: RequestHead) {
    response.add(links)
    if response.conclude(with: etag, for: head) { return }
    response.fields.append(.jsonContent)
    response.body = .bytes(bytes)
  }
}

extension Response.Field {
  static let jsonContent = Response.Field("Content-Type", "application/json")
}
