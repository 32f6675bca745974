import JSON
import Testing

/// A text that must be refused, and what the refusal must say.
struct Refused: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let offset: Int
  let pointer: String
  let reason: String

  init(_ text: String, _ offset: Int, in pointer: String = "", _ reason: String) {
    self.init(Array(text.utf8), offset, in: pointer, reason)
  }

  init(_ bytes: [UInt8], _ offset: Int, in pointer: String = "", _ reason: String) {
    self.bytes = bytes
    self.offset = offset
    self.pointer = pointer
    self.reason = reason
  }

  var testDescription: String { String(decoding: bytes.prefix(60), as: UTF8.self).debugDescription }
}

private let valueExpected = "A value was expected here."
private let noMoreValue = "The text ends where a value was expected."
private let unclosedString = "The text ends inside a string."
private let unclosedArray = "The text ends inside an array."
private let unclosedObject = "The text ends inside an object."
private let nameExpected = "A member name in quotation marks was expected here."
private let elementEnd = "A comma or a closing square bracket was expected here."
private let memberEnd = "A comma or a closing brace was expected here."
private let somethingFollows = "Something follows the value."
private let badUTF8 = "A string is not valid UTF-8."
private let badEscape = "A backslash in a string must begin one of the escapes of RFC 8259."
private let badHexadecimal = "A \\u escape needs four hexadecimal digits."
private let loneSurrogate = "A string holds an escaped surrogate without its partner."
private let control = "A control character in a string must be written as an escape."
private let nul = "A string holds the character U+0000, which cannot be stored."
private let tooDeep = "Arrays and objects are nested more than 64 deep."

@Suite("The parser refuses") struct ParserRefusalTests {
  @Test(arguments: [
    Refused("", 0, "The text is empty."),
    Refused("  \n", 3, noMoreValue),
    Refused([0xEF, 0xBB, 0xBF] + Array("{}".utf8), 0, "The text begins with a byte order mark."),
    Refused([0xFF, 0xFE, 0x7B, 0x00], 0, valueExpected),
    Refused("{}x", 2, somethingFollows),
    Refused("1 2", 2, somethingFollows),
    Refused("{}\u{0}", 2, somethingFollows),
    Refused("nul", 0, valueExpected),
    Refused("nulL", 0, valueExpected),
    Refused("True", 0, valueExpected),
    Refused("truefalse", 4, somethingFollows),
    Refused("'a'", 0, valueExpected),
    Refused("undefined", 0, valueExpected),
    Refused("// comment", 0, valueExpected),
    Refused("\u{A0}1", 0, valueExpected),
  ])
  func wholeTexts(_ refused: Refused) { refused.check() }

  @Test(arguments: [
    Refused("[", 1, in: "/0", noMoreValue),
    Refused("[1", 2, unclosedArray),
    Refused("[1,", 3, in: "/1", noMoreValue),
    Refused("[1,]", 3, in: "/1", valueExpected),
    Refused("[,1]", 1, in: "/0", valueExpected),
    Refused("[1 2]", 3, elementEnd),
    Refused("[1}", 2, elementEnd),
    Refused("]", 0, valueExpected),
    Refused("{", 1, unclosedObject),
    Refused("}", 0, valueExpected),
    Refused("{\"a\"", 4, in: "/a", unclosedObject),
    Refused("{\"a\":", 5, in: "/a", noMoreValue),
    Refused("{\"a\":1", 6, unclosedObject),
    Refused("{\"a\":1,", 7, unclosedObject),
    Refused("{\"a\":1,}", 7, nameExpected),
    Refused("{\"a\" 1}", 5, in: "/a", "A colon was expected here."),
    Refused("{\"a\":1]", 6, memberEnd),
    Refused("{\"a\":1 \"b\":2}", 7, memberEnd),
    Refused("{a:1}", 1, nameExpected),
    Refused("{1:1}", 1, nameExpected),
    Refused("{null:1}", 1, nameExpected),
    Refused("{\"a\":}", 5, in: "/a", valueExpected),
    Refused(#"{"a":[{"b/c":{"d~e":[0,x]}}]}"#, 23, in: "/a/0/b~1c/d~0e/1", valueExpected),
  ])
  func arraysAndObjects(_ refused: Refused) { refused.check() }

  @Test(arguments: [
    Refused(#"{"a":1,"a":2}"#, 7, in: "/a", "The object has two members of this name."),
    Refused(#"{"a":1,"b":2,"\u0061":3}"#, 13, in: "/a", "The object has two members of this name."),
    Refused(#"{"x":[{"é":1,"e\u0301":2}]}"#, 14, in: "/x/0/e\u{301}", "The object has two members of this name."),
    Refused(#"{"":1,"":2}"#, 6, in: "/", "The object has two members of this name."),
  ])
  func namesThatOccurTwice(_ refused: Refused) { refused.check() }

  @Test("A name that occurs twice among many, at either end", arguments: [15, 16, 17, 18, 40])
  func namesThatOccurTwiceAmongMany(_ count: Int) {
    for twice in [0, count - 1] {
      let start = "{" + (0..<count).map { "\"n\($0)\":0," }.joined()
      Refused(
        start + "\"n\(twice)\":0}", start.utf8.count, in: "/n\(twice)", "The object has two members of this name."
      )
      .check()
    }
  }

  @Test(arguments: [
    Refused("01", 1, "A number must not begin with a needless zero."),
    Refused("-01", 2, "A number must not begin with a needless zero."),
    Refused("00", 1, "A number must not begin with a needless zero."),
    Refused("+1", 0, "A number must not begin with a plus sign."),
    Refused(".5", 0, "A number needs a digit before its decimal point."),
    Refused("-.5", 1, "A minus sign must be followed by a digit."),
    Refused("1.", 2, "A number needs a digit after its decimal point."),
    Refused("[1.]", 3, in: "/0", "A number needs a digit after its decimal point."),
    Refused("1.e5", 2, "A number needs a digit after its decimal point."),
    Refused("1e", 2, "A number needs a digit in its exponent."),
    Refused("1e+", 3, "A number needs a digit in its exponent."),
    Refused("1E-x", 3, "A number needs a digit in its exponent."),
    Refused("-", 1, "A minus sign must be followed by a digit."),
    Refused("--1", 1, "A minus sign must be followed by a digit."),
    Refused("-Infinity", 1, "A minus sign must be followed by a digit."),
    Refused("Infinity", 0, valueExpected),
    Refused("NaN", 0, valueExpected),
    Refused("0x10", 1, somethingFollows),
    Refused("1_000", 1, somethingFollows),
    Refused("1.2.3", 3, somethingFollows),
    Refused("1e5.5", 3, somethingFollows),
    Refused("1e400", 0, "A number is too large."),
    Refused("{\"a\":[-1e309]}", 6, in: "/a/0", "A number is too large."),
    Refused(String(repeating: "9", count: 400), 0, "A number is too large."),
    Refused("1.8e308", 0, "A number is too large."),
  ])
  func numbers(_ refused: Refused) { refused.check() }

  @Test(arguments: [
    Refused("\"", 1, unclosedString),
    Refused("\"abc", 4, unclosedString),
    Refused("\"a long enough string, unclosed", 31, unclosedString),
    Refused("{\"a", 3, unclosedString),
    Refused("\"\\", 2, unclosedString),
    Refused("\"\\u12", 5, unclosedString),
    Refused("\"\\\"", 3, unclosedString),
    Refused("\"\\ud800\\u", 9, unclosedString),
    Refused(#"["\x"]"#, 2, in: "/0", badEscape),
    Refused(#""\U0041""#, 1, badEscape),
    Refused(#""\'""#, 1, badEscape),
    Refused(#""\u12G4""#, 1, badHexadecimal),
    Refused(#""\u+123""#, 1, badHexadecimal),
    Refused(#""\u12""#, 1, badHexadecimal),
    Refused(#""\ud800""#, 1, loneSurrogate),
    Refused(#"{"a":"x\udc00"}"#, 7, in: "/a", loneSurrogate),
    Refused(#""\ud800\u0041""#, 1, loneSurrogate),
    Refused(#""\ud800\ud800""#, 1, loneSurrogate),
    Refused(#""\ud83dx\ude00""#, 1, loneSurrogate),
    Refused(#""\ud800\n""#, 1, loneSurrogate),
    Refused(#"{"\ud800":1}"#, 2, loneSurrogate),
    Refused("[\"a\nb\"]", 3, in: "/0", control),
    Refused("\"tab\there\"", 4, control),
    Refused("\"0123456789\u{1F}\"", 11, control),
    Refused("\"a\u{0}\"", 2, control),
    Refused(#"{"a":{"b":["x\u0000"]}}"#, 13, in: "/a/b/0", nul),
    Refused(#"{"\u0000":1}"#, 2, nul),
  ])
  func strings(_ refused: Refused) { refused.check() }

  @Test(
    arguments: [
      [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x20], [0xC2, 0xC2],
      [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
      [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x98, 0x28],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ] as [[UInt8]])
  func stringsThatAreNotUTF8(_ sequence: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    Refused([quote] + sequence + [quote], 1, badUTF8).check()
    Refused([quote] + sequence, 1, badUTF8).check()
    let start = Array("{\"a\":[0,\"é seven\\n bytes ".utf8)
    Refused(start + sequence + Array("\"]}".utf8), start.count, in: "/a/1", badUTF8).check()
  }

  @Test("Bytes over 0x7F outside strings are no values")
  func highBytesOutsideStrings() {
    Refused("[é]", 1, in: "/0", valueExpected).check()
    Refused("[1é]", 2, elementEnd).check()
  }

  @Test("Nesting past the limit is refused at the bracket that goes too far, however much follows")
  func depth() {
    let pointer = String(repeating: "/0", count: 64)
    Refused(String(repeating: "[", count: 65), 64, in: pointer, tooDeep).check()
    Refused(String(repeating: "[", count: 100_000), 64, in: pointer, tooDeep).check()
    Refused(
      String(repeating: "{\"a\":", count: 100_000), 64 * 5, in: String(repeating: "/a", count: 64), tooDeep
    ).check()
    Refused(String(repeating: "[{\"k\":", count: 50_000), 32 * 6, in: String(repeating: "/0/k", count: 32), tooDeep)
      .check()
  }

  @Test("The limit can be set")
  func depthLimit() {
    var limits = JSONLimits.standard
    limits.depth = 0
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array("[]".utf8), limits: limits) }
    #expect(throws: Never.self) { try JSONParser.parse(Array("1".utf8), limits: limits) }
  }

  @Test("An empty buffer is refused like an empty array")
  func emptyBuffer() {
    #expect(throws: JSONSyntaxError.self) {
      try JSONParser.parse(UnsafeBufferPointer<UInt8>(start: nil, count: 0))
    }
  }

  @Test("Every text cut short is refused, at or before its end")
  func cutShort() throws {
    let text = Array(#" {"a":[1.5e3,"é\n\ud83d\ude00",{"b":null,"c":[true,false]}],"d":{}}"#.utf8)
    #expect(throws: Never.self) { try JSONParser.parse(text) }
    for length in 0..<text.count {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array(text[..<length])) }
      #expect(error.map { $0.offset <= length } == true)
    }
  }
}

extension Refused {
  func check(_ location: SourceLocation = #_sourceLocation) {
    do {
      let value = try JSONParser.parse(bytes)
      Issue.record("accepted as \(value)", sourceLocation: location)
    } catch {
      #expect(error.offset == offset, sourceLocation: location)
      #expect(error.pointer == pointer, sourceLocation: location)
      #expect(error.reason == reason, sourceLocation: location)
    }
  }
}

@Suite("Pointers") struct JSONPointerTests {
  @Test(arguments: [
    (JSONPointer(), ""),
    (JSONPointer().appending(key: "a").appending(index: 0).appending(key: "b"), "/a/0/b"),
    (JSONPointer().appending(key: ""), "/"),
    (JSONPointer().appending(key: "a/b").appending(key: "m~n"), "/a~1b/m~0n"),
    (JSONPointer().appending(key: "~1"), "/~01"),
    (JSONPointer().appending(key: "é\u{301}😀 \""), "/é\u{301}😀 \""),
  ])
  func writtenForm(_ pointer: JSONPointer, _ text: String) {
    #expect(pointer.description == text)
  }

  @Test func appendingLeavesTheOriginalAsItIs() {
    let services = JSONPointer().appending(key: "services")
    #expect(services.appending(index: 1) != services.appending(index: 2))
    #expect(services.description == "/services")
  }
}
