import HTTP

/// Every endpoint of the service, checked when it is put together.
public struct RouteTable: Sendable {
  /// The routes, in the order they were declared.
  public let routes: [Route]
  /// The contract of these routes, where the table was put together with a description of the service.
  public let contract: Contract?

  /// The routes of an inner port, which has no contract. Throws `RouteTableFault` with a sentence for each route that
  /// cannot be served.
  public init(@RouteList _ routes: () -> [Route]) throws(RouteTableFault) {
    self.routes = try Self.checked(routes())
    contract = nil
  }

  /// The routes of a service and of its contract, which is written here, once. Throws `RouteTableFault` with a
  /// sentence for each route that cannot be served or described.
  public init(_ service: ServiceDescription, @RouteList _ routes: () -> [Route]) throws(RouteTableFault) {
    let own = routes()
    let described = try Self.checked(own + SystemRoutes.contract(nil))
    do {
      let contract = try Contract(service, described)
      self.routes = own + SystemRoutes.contract(contract)
      self.contract = contract
    } catch {
      throw RouteTableFault(faults: [String(describing: error)])
    }
  }

  private static func checked(_ routes: [Route]) throws(RouteTableFault) -> [Route] {
    var faults = routes.flatMap(\.faults)
    var operations: Set<String> = []
    var addresses: Set<String> = []
    for route in routes {
      if !operations.insert(route.id).inserted { faults.append("\(route.id): two routes have this id") }
      let address = "\(route.method.rawValue) \(route.template.shape)"
      if !addresses.insert(address).inserted { faults.append("\(route.id): another route answers \(address)") }
      if [.head, .options, .trace, .connect].contains(route.method) {
        faults.append("\(route.id): \(route.method.rawValue) is answered by the router itself")
      }
    }
    guard faults.isEmpty else { throw RouteTableFault(faults: faults) }
    return routes
  }
}

/// Why the service does not start: what is wrong with its routes.
public struct RouteTableFault: Error, Sendable, CustomStringConvertible {
  /// A sentence for each fault.
  public let faults: [String]

  public var description: String { faults.joined(separator: "\n") }
}

/// Builds a list of routes from lines and other lists; one array literal would take the type checker minutes.
@resultBuilder
public enum RouteList {
  /// A line.
  public static func buildExpression(_ route: Route) -> [Route] { [route] }
  /// Another list.
  public static func buildExpression(_ routes: [Route]) -> [Route] { routes }
  /// The lines, one after another.
  public static func buildBlock(_ parts: [Route]...) -> [Route] { parts.flatMap(\.self) }
  /// Lines that are there on a condition.
  public static func buildOptional(_ part: [Route]?) -> [Route] { part ?? [] }
}

extension PathTemplate {
  /// The template without the names of its parameters: two routes with one shape would answer the same paths.
  var shape: String {
    guard !segments.isEmpty else { return "/" }
    return segments.reduce(into: "") { shape, segment in
      switch segment {
      case .literal(let bytes): shape += "/" + String(decoding: bytes, as: UTF8.self)
      case .parameter: shape += "/{}"
      }
    }
  }
}
