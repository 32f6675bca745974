import JSON

/// The contract of the service as bytes: OpenAPI 3.1.0 in both of its spellings.
public struct Contract: Sendable {
  /// The contract as JSON, without white space.
  public let json: [UInt8]
  /// What is committed as `openapi.yaml`.
  public let yaml: [UInt8]
  let etag: ETag?

  init(_ service: ServiceDescription, _ routes: [Route]) throws {
    let document = try OpenAPIDocument(service, routes).json()
    json = JSONWriter.bytes(of: document)
    yaml = YAMLWriter.bytes(of: document)
    var checksum = Checksum()
    checksum.add(json)
    etag = ETag(String(checksum.value, radix: 16))
  }
}

/// OpenAPI as YAML (RFC 9512).
public enum YAMLContract: DocumentFormat {
  public static let mediaType = "application/yaml"
  public static let description = "The contract, as YAML."
}

/// OpenAPI as JSON.
public enum JSONContract: DocumentFormat {
  public static let mediaType = "application/json"
  public static let description = "The contract, as JSON."
}
