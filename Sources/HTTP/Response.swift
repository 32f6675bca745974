/// A response before it is put on the wire: framing, `Date` and `Connection` are the connection's business.
public struct Response: Sendable {
  /// One response field; the name is written as given.
  public struct Field: Sendable, Equatable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What follows the fields.
  public enum Body: Sendable {
    case empty
    case bytes([UInt8])
    /// Written piece by piece; without a length it is sent chunked (to HTTP/1.0: until the connection closes).
    case stream(length: Int?, @Sendable (any BodySink) async throws -> Void)
  }

  public var status: Int
  /// The fields that are the same for every response of a route.
  public var common: FieldBlock
  /// The fields of this response alone, written after the common ones.
  public var fields: [Field]
  public var body: Body

  public init(status: Int, common: FieldBlock = .none, fields: [Field] = [], body: Body = .empty) {
    self.status = status
    self.common = common
    self.fields = fields
    self.body = body
  }

  /// All the fields, in the order they are written in.
  public var allFields: [Field] { common.fields + fields }

  /// The first value of a field, found without regard to case.
  public func value(_ name: String) -> String? {
    allFields.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Fields that many responses have, checked and written as bytes once.
public struct FieldBlock: Sendable {
  public let fields: [Response.Field]
  /// The fields as lines; what may not be written is left out.
  let bytes: [UInt8]

  public init(_ fields: [Response.Field]) {
    self.fields = fields
    bytes = fields.reduce(into: []) { bytes, field in ResponseWriter.write(field, into: &bytes) }
  }

  /// No fields.
  public static let none = FieldBlock([])
}

/// Where a streamed response body goes; `write` waits while the reader is slow.
public protocol BodySink: AnyObject, Sendable {
  func write(_ bytes: [UInt8]) async throws
}

/// What a server calls for each request; it always answers.
public typealias Handler = @Sendable (Request) async -> Response
