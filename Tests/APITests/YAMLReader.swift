import JSON

/// Reads the YAML that the service writes: block maps and lists, plain and double-quoted scalars, nothing else.
struct YAMLReader {
  private var lines: [(indent: Int, text: Substring)]
  private var index = 0

  struct Fault: Error {
    let line: Int
    let reason: String
  }

  static func read(_ text: String) throws -> JSONValue {
    var reader = YAMLReader(text)
    let value = try reader.block(indent: 0)
    guard reader.index == reader.lines.count else { throw reader.fault("more than one value") }
    return value
  }

  private init(_ text: String) {
    lines = text.split(separator: "\n").map { line in
      let content = line.drop { $0 == " " }
      return (line.count - content.count, content)
    }
  }

  private mutating func block(indent: Int) throws -> JSONValue {
    guard index < lines.count, lines[index].indent == indent else { throw fault("not at column \(indent)") }
    return lines[index].text.hasPrefix("-") ? try list(indent: indent) : try map(indent: indent)
  }

  private mutating func list(indent: Int) throws -> JSONValue {
    var elements: [JSONValue] = []
    while index < lines.count, lines[index].indent == indent, lines[index].text.hasPrefix("-") {
      let rest = lines[index].text.dropFirst()
      if rest.isEmpty {
        index += 1
        elements.append(try block(indent: indent + 2))
      } else if try key(of: rest.dropFirst()) != nil {
        lines[index] = (indent + 2, rest.dropFirst())
        elements.append(try map(indent: indent + 2))
      } else {
        elements.append(try scalar(rest.dropFirst()))
        index += 1
      }
    }
    return .array(elements)
  }

  private mutating func map(indent: Int) throws -> JSONValue {
    var object = JSONObject()
    while index < lines.count, lines[index].indent == indent, let (key, rest) = try key(of: lines[index].text) {
      guard object[key] == nil else { throw fault("\(key) occurs twice") }
      index += 1
      object[key] = rest.isEmpty ? try block(indent: indent + 2) : try scalar(rest.dropFirst())
    }
    return .object(object)
  }

  /// The key before a colon that a blank or the end of the line follows, and what comes after the colon.
  private func key(of text: Substring) throws -> (String, Substring)? {
    var end = text.startIndex
    if text.first == "\"" {
      end = text.index(after: end)
      while end < text.endIndex, text[end] != "\"" {
        end = text.index(end, offsetBy: text[end] == "\\" ? 2 : 1)
      }
      end = text.index(after: end)
    } else {
      while end < text.endIndex, text[end] != ":" { end = text.index(after: end) }
    }
    guard end < text.endIndex, text[end] == ":" else { return nil }
    let rest = text[text.index(after: end)...]
    guard rest.isEmpty || rest.first == " ", case .string(let key) = try scalar(text[..<end]) else { return nil }
    return (key, rest)
  }

  private func scalar(_ text: Substring) throws -> JSONValue {
    guard let first = text.first else { throw fault("an empty scalar") }
    if "\"-0123456789[{".contains(first) || ["true", "false", "null"].contains(text) {
      return try JSONParser.parse(Array(text.utf8))
    }
    if text.contains(": ") || text.contains(" #") || text.last == " " { throw fault("a plain scalar that is none") }
    return .string(String(text))
  }

  private func fault(_ reason: String) -> Fault { Fault(line: index + 1, reason: reason) }
}
