import JSON
import Testing

/// A text, and the value it must be read as.
struct Accepted: Sendable, CustomTestStringConvertible {
  let text: String
  let value: JSONValue

  init(_ text: String, _ value: JSONValue) {
    self.text = text
    self.value = value
  }

  var testDescription: String { text.debugDescription }
}

@Suite("The parser accepts") struct ParserAcceptanceTests {
  @Test(arguments: [
    Accepted("null", .null),
    Accepted("true", .bool(true)),
    Accepted("false", .bool(false)),
    Accepted("0", .number(JSONNumber(0))),
    Accepted("-12", .number(JSONNumber(-12))),
    Accepted("\"\"", .string("")),
    Accepted("[]", .array([])),
    Accepted("{}", .object(JSONObject())),
    Accepted(" \t\r\n[ \t\r\n] \t\r\n", .array([])),
    Accepted("{ }", .object(JSONObject())),
    Accepted(#"["a", null ,true]"#, .array([.string("a"), .null, .bool(true)])),
    Accepted("[[],[[]]]", .array([.array([]), .array([.array([])])])),
    Accepted(
      #"{"b" : 1, "a":[{"b":false}]}"#,
      .object(
        JSONObject([
          JSONObject.Member(key: "b", value: .number(JSONNumber(1))),
          JSONObject.Member(
            key: "a", value: .array([.object(JSONObject([JSONObject.Member(key: "b", value: .bool(false))]))])),
        ]))),
    Accepted(#"{"":1}"#, .object(JSONObject([JSONObject.Member(key: "", value: .number(JSONNumber(1)))]))),
  ])
  func values(_ accepted: Accepted) throws {
    #expect(try JSONParser.parse(Array(accepted.text.utf8)) == accepted.value)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u00E9\u20AC""#, "Aéé€"),
    (#""\ud83d\ude00""#, "😀"),
    (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
    (#""a\u0001b\u001Fc""#, "a\u{1}b\u{1F}c"),
    (#""\\u0000""#, "\\u0000"),
    (#""plain run before \n and after an escape""#, "plain run before \n and after an escape"),
    (
      "\"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\"",
      "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"
    ),
    ("\"\u{2028}\u{2029}\u{FEFF}\"", "\u{2028}\u{2029}\u{FEFF}"),
    ("\"Çocuk – 👩‍👧 “café”\"", "Çocuk – 👩‍👧 “café”"),
  ])
  func strings(_ text: String, _ string: String) throws {
    let value = try JSONParser.parse(Array(text.utf8))
    guard case .string(let read) = value else {
      Issue.record("not a string")
      return
    }
    #expect(Array(read.unicodeScalars) == Array(string.unicodeScalars))
  }

  @Test("A string of every length ends where it ends, whatever stands at its end")
  func stringsOfEveryLength() throws {
    for length in 0..<40 {
      for ending in ["", "\\n", "é", "€", "😀", "\\ud83d\\ude00"] {
        let plain = String(repeating: "x", count: length)
        let value = try JSONParser.parse(Array("[\"\(plain)\(ending)\",1]".utf8))
        let character = ending.hasPrefix("\\n") ? "\n" : ending.hasPrefix("\\u") ? "😀" : ending
        #expect(value == .array([.string(plain + character), .number(JSONNumber(1))]))
      }
    }
  }

  @Test(
    arguments: [
      ("0", 0, 0.0), ("-0", 0, 0.0), ("7", 7, 7.0), ("-7", -7, -7.0),
      ("9223372036854775807", Int.max, 9_223_372_036_854_775_807.0),
      ("-9223372036854775808", Int.min, -9_223_372_036_854_775_808.0),
      ("9223372036854775808", nil, 9_223_372_036_854_775_808.0),
      ("1.0", nil, 1.0), ("1e0", nil, 1.0), ("1E2", nil, 100.0), ("0.5", nil, 0.5), ("-0.0", nil, 0.0),
      ("1.5e+3", nil, 1500.0), ("12.50", nil, 12.5), ("1e-2", nil, 0.01), ("1e-400", nil, 0.0),
      ("1.7976931348623157e308", nil, Double.greatestFiniteMagnitude),
    ] as [(String, Int?, Double)])
  func numbers(_ text: String, _ int: Int?, _ double: Double) throws {
    let value = try JSONParser.parse(Array(text.utf8))
    guard case .number(let number) = value else {
      Issue.record("not a number")
      return
    }
    #expect(number.text == text)
    #expect(number.int == int)
    #expect(number.double == double)
  }

  @Test("A long literal without an exponent is read as long as it is finite")
  func longNumbers() throws {
    let finite = String(repeating: "9", count: 308)
    #expect(try JSONParser.parse(Array(finite.utf8)) != .null)
    let fine = "0." + String(repeating: "0", count: 5_000) + "1"
    #expect(try JSONParser.parse(Array(fine.utf8)) != .null)
  }

  @Test("Nesting is allowed up to the limit", arguments: [1, 2, 64, 200])
  func depth(_ depth: Int) throws {
    var limits = JSONLimits.standard
    limits.depth = depth
    let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(throws: Never.self) { try JSONParser.parse(Array(arrays.utf8), limits: limits) }
    let objects = String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
    #expect(throws: Never.self) { try JSONParser.parse(Array(objects.utf8), limits: limits) }
  }

  @Test("An object of many members keeps them all, in order")
  func manyMembers() throws {
    let names = (0..<100).map { "name\($0)" }
    let text = "{" + names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
      Issue.record("not an object")
      return
    }
    #expect(object.members.map(\.key) == names)
    #expect(names.allSatisfy { object[$0] == .string($0) })
  }

  @Test("A part of a buffer is read as if it were alone")
  func partOfABuffer() throws {
    let bytes = Array("[12345678901234567890]".utf8)
    let value = try bytes.withUnsafeBufferPointer { buffer throws in
      try JSONParser.parse(UnsafeBufferPointer(rebasing: buffer[1..<3]))
    }
    #expect(value == .number(JSONNumber(12)))
  }
}

@Suite("Objects") struct JSONObjectTests {
  @Test func membersAreReadReplacedAddedAndRemovedByName() {
    var object = JSONObject([
      JSONObject.Member(key: "a", value: .null), JSONObject.Member(key: "b", value: .bool(true)),
    ])
    #expect(object["b"] == .bool(true))
    #expect(object["c"] == nil)
    object["a"] = .string("x")
    object["c"] = .array([])
    object["b"] = nil
    object["d"] = nil
    #expect(object.members.map(\.key) == ["a", "c"])
    #expect(object["a"] == .string("x"))
  }
}
