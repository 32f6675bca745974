import HTTP
import JSON

/// A view, rendered now (200).
public struct Reply<View: Exemplified>: Answer {
  /// What is shown.
  public let view: View
  /// The version of what is shown, or none.
  public let etag: ETag?
  /// Related addresses, such as the next page.
  public let links: [Link]

  /// A view to be rendered now.
  public init(_ view: View, etag: ETag? = nil, links: [Link] = []) {
    self.view = view
    self.etag = etag
    self.links = links
  }

  public static var replies: [ReplyShape] {
    [ReplyShape(status: 200, content: .json(View.self))]
  }

  public func write(to response: inout Response, for head: RequestHead) throws {
    response.add(links)
    if response.conclude(with: etag, for: head) { return }
    response.fields.append(.jsonContent)
    response.body = .bytes(try JSONWriter.encode(view))
  }
}

/// What was created, where it is, and its first version (201, RFC 9110 §15.3.2).
public struct Created<View: Exemplified>: Answer {
  /// What is shown.
  public let view: View
  /// The path of what was created.
  public let location: String
  /// The version of what is shown, or none.
  public let etag: ETag?

  /// What was created, at its path.
  public init(_ view: View, at location: String, etag: ETag? = nil) {
    self.view = view
    self.location = location
    self.etag = etag
  }

  public static var replies: [ReplyShape] {
    [ReplyShape(status: 201, description: "Created.", content: .json(View.self), fields: [.location])]
  }

  public func write(to response: inout Response, for head: RequestHead) throws {
    response.status = 201
    response.fields.append(Response.Field("Location", location))
    if let etag { response.fields.append(Response.Field("ETag", etag.description)) }
    response.fields.append(.jsonContent)
    response.body = .bytes(try JSONWriter.encode(view))
  }
}

/// Done, and nothing to show (204).
public struct NoContent: Answer {
  /// The version of what is shown, or none.
  public let etag: ETag?

  /// Nothing to show but, after a write, the new version.
  public init(etag: ETag? = nil) {
    self.etag = etag
  }

  public static var replies: [ReplyShape] {
    [ReplyShape(status: 204, description: "Done.", content: nil)]
  }

  public func write(to response: inout Response, for head: RequestHead) {
    response.status = 204
    if let etag { response.fields.append(Response.Field("ETag", etag.description)) }
  }
}

/// One answer or another, as the caller asked; both are in the contract.
public enum Either<First: Answer, Second: Answer>: Answer {
  case first(First)
  case second(Second)

  public static var replies: [ReplyShape] { First.replies + Second.replies }

  public func write(to response: inout Response, for head: RequestHead) throws {
    switch self {
    case .first(let answer): try answer.write(to: &response, for: head)
    case .second(let answer): try answer.write(to: &response, for: head)
    }
  }
}
