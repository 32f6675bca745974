import HTTP

/// Finds the endpoint of a path: paths without parameters by their hash, the others segment by segment.
struct RouteTree<Endpoint: Sendable>: Sendable {
  /// What a path leads to.
  enum Match {
    case found(Endpoint, values: [String])
    case nothing
    /// The path is not percent-encoded UTF-8.
    case unreadable
  }

  /// One step of the tree.
  private struct Node: Sendable {
    var literals: [(segment: [UInt8], child: Int)] = []
    var parameter: Int?
    var endpoint: Endpoint?
  }

  private var fixed: [[UInt8]: Endpoint] = [:]
  private var nodes = [Node()]

  /// Puts an endpoint at a template; templates of one shape share their place.
  mutating func insert(_ endpoint: Endpoint, at template: PathTemplate) {
    if template.parameters.isEmpty { fixed[Array(template.description.utf8)] = endpoint }
    var node = 0
    for segment in template.segments { node = child(of: node, for: segment) }
    nodes[node].endpoint = endpoint
  }

  private mutating func child(of node: Int, for segment: PathTemplate.Segment) -> Int {
    switch segment {
    case .literal(let bytes):
      if let known = nodes[node].literals.first(where: { $0.segment == bytes }) { return known.child }
      nodes[node].literals.append((bytes, nodes.count))
    case .parameter:
      if let known = nodes[node].parameter { return known }
      nodes[node].parameter = nodes.count
    }
    nodes.append(Node())
    return nodes.count - 1
  }

  /// Finds what answers a path, as it was sent.
  func find(_ path: [UInt8]) -> Match {
    if let endpoint = fixed[path] { return .found(endpoint, values: []) }
    guard path.first == UInt8(ascii: "/") else { return .nothing }
    guard let segments = Self.segments(of: path) else { return .unreadable }
    var values: [String] = []
    guard let endpoint = find(segments[...], from: 0, &values) else { return .nothing }
    return .found(endpoint, values: values)
  }

  /// The segments of a path, decoded. Most paths have nothing to decode, and then nothing is copied.
  private static func segments(of path: [UInt8]) -> [ArraySlice<UInt8>]? {
    guard !path.contains(UInt8(ascii: "%")) else { return Target.pathSegments(path)?.map { Array($0.utf8)[...] } }
    var segments: [ArraySlice<UInt8>] = []
    segments.reserveCapacity(8)
    var start = 1
    while start <= path.count {
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
      segments.append(path[start..<end])
      start = end + 1
    }
    return segments
  }

  /// Tries the literal before the parameter, and comes back when the literal leads nowhere.
  private func find(
    _ rest: ArraySlice<ArraySlice<UInt8>>, from node: Int, _ values: inout [String]
  ) -> Endpoint? {
    guard let segment = rest.first else { return nodes[node].endpoint }
    for literal in nodes[node].literals where segment == literal.segment[...] {
      if let endpoint = find(rest.dropFirst(), from: literal.child, &values) { return endpoint }
    }
    // A trailing slash is another path, not an empty value.
    guard let child = nodes[node].parameter, !segment.isEmpty else { return nil }
    values.append(String(decoding: segment, as: UTF8.self))
    if let endpoint = find(rest.dropFirst(), from: child, &values) { return endpoint }
    values.removeLast()
    return nil
  }
}
