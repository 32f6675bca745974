/// The path of a route, with its parameters in braces: `/oruk/v3/services/{id}`.
public struct PathTemplate: Sendable, Equatable, CustomStringConvertible {
  /// One segment of a path.
  enum Segment: Sendable, Equatable {
    case literal([UInt8])
    case parameter(String)
  }

  /// The template as it was written.
  public let description: String
  let segments: [Segment]
  /// The names of the parameters, in order.
  let parameters: [String]
  /// What is wrong with the template, in a sentence; nil when it is sound.
  let fault: String?

  init(_ text: String) {
    description = text
    segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: text.utf8.count == 1).map { segment in
      if segment.first == "{", segment.last == "}" { return .parameter(String(segment.dropFirst().dropLast())) }
      return .literal(Array(segment.utf8))
    }
    parameters = segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    fault = Self.fault(in: text, parameters: parameters)
  }

  private static func fault(in text: String, parameters: [String]) -> String? {
    guard text.first == "/" else { return "the path \(text) does not begin with a slash" }
    if Set(parameters).count != parameters.count { return "the path \(text) names a parameter twice" }
    let bare = text.split(separator: "/").filter { $0.first != "{" || $0.last != "}" }
    if bare.contains(where: { $0.contains("{") || $0.contains("}") }) || parameters.contains("") {
      return "the path \(text) has a brace that does not make a whole segment a parameter"
    }
    return nil
  }
}
