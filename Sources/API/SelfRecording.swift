/// A type that knows how its shape is recorded, because a placeholder cannot show it.
protocol SelfRecording {
  static func record(in recorder: SchemaRecorder) throws -> SchemaNode
  static func placeholder(in recorder: SchemaRecorder) throws -> Self
}

extension Array: SelfRecording where Element: Decodable {
  static func record(in recorder: SchemaRecorder) throws -> SchemaNode {
    .list(of: try recorder.node(Element.self), fewest: nil, most: nil)
  }

  static func placeholder(in recorder: SchemaRecorder) -> [Element] { [] }
}

extension Dictionary: SelfRecording where Key == String, Value: Decodable {
  static func record(in recorder: SchemaRecorder) throws -> SchemaNode {
    .map(of: try recorder.node(Value.self))
  }

  static func placeholder(in recorder: SchemaRecorder) -> [String: Value] { [:] }
}

extension Optional: SelfRecording where Wrapped: Decodable {
  static func record(in recorder: SchemaRecorder) throws -> SchemaNode {
    .nullable(try recorder.node(Wrapped.self))
  }

  static func placeholder(in recorder: SchemaRecorder) -> Wrapped? { nil }
}
