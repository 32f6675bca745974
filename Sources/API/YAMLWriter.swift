import JSON

/// Writes a JSON value as block-style YAML 1.2, always the same bytes for the same value.
///
/// A text is written plain only when no reader could take it for anything else; otherwise it is quoted as in JSON,
/// which YAML reads alike.
enum YAMLWriter {
  static func bytes(of value: JSONValue) -> [UInt8] {
    var writer = Writer()
    switch value {
    case .object(let object) where !object.members.isEmpty: writer.write(object, indent: 0)
    case .array(let elements) where !elements.isEmpty: writer.write(elements, indent: 0)
    default:
      writer.write(scalar: value)
      writer.endLine()
    }
    return writer.bytes
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func write(_ object: JSONObject, indent: Int, startsOnLine: Bool = false) {
      for (index, member) in object.members.enumerated() {
        if index > 0 || !startsOnLine { pad(indent) }
        write(text: member.key)
        bytes.append(UInt8(ascii: ":"))
        write(nested: member.value, indent: indent + 2)
      }
    }

    mutating func write(_ elements: [JSONValue], indent: Int) {
      for element in elements {
        pad(indent)
        bytes.append(UInt8(ascii: "-"))
        if case .object(let object) = element, !object.members.isEmpty {
          bytes.append(UInt8(ascii: " "))
          write(object, indent: indent + 2, startsOnLine: true)
        } else {
          write(nested: element, indent: indent + 2)
        }
      }
    }

    /// Writes what follows a colon or a hyphen, to the end of its last line.
    private mutating func write(nested value: JSONValue, indent: Int) {
      switch value {
      case .object(let object) where !object.members.isEmpty:
        endLine()
        write(object, indent: indent)
      case .array(let elements) where !elements.isEmpty:
        endLine()
        write(elements, indent: indent)
      default:
        bytes.append(UInt8(ascii: " "))
        write(scalar: value)
        endLine()
      }
    }

    mutating func write(scalar value: JSONValue) {
      if case .string(let text) = value { write(text: text) } else { bytes += JSONWriter.bytes(of: value) }
    }

    private mutating func write(text: String) {
      if YAMLWriter.isPlain(text) { bytes += text.utf8 } else { JSONWriter.append(string: text, into: &bytes) }
    }

    private mutating func pad(_ indent: Int) {
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    }

    mutating func endLine() {
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// Words that some reader of YAML takes for a Boolean or for null.
  private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLetter || first == UInt8(ascii: "/") || first == UInt8(ascii: "$"),
      text.utf8.last != UInt8(ascii: " ")
    else { return false }
    return text.utf8.allSatisfy(\.isPlain) && !reserved.contains(text.lowercased())
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x41...0x5A).contains(self & 0xDF) }

  /// Whether the byte stands for itself anywhere in a plain scalar of block style.
  fileprivate var isPlain: Bool {
    isLetter || (0x30...0x39).contains(self) || " _-./(){}$+=;,'".utf8.contains(self)
  }
}
