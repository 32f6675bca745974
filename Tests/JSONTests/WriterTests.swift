import JSON
import Testing

private func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self)
}

@Suite("The writer of trees") struct WriterTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1.0", "1e2", "12.50", "\"\"", "[]", "{}", #"["a",null,true,[],{}]"#,
    #"{"b":1,"a":[{"b":false}],"":{"é":"😀"}}"#,
  ])
  func compactTextsComeBackAsTheyWere(_ original: String) throws {
    #expect(text(JSONWriter.bytes(of: try JSONParser.parse(Array(original.utf8)))) == original)
  }

  @Test func whiteSpaceAndNeedlessEscapesAreLeftOut() throws {
    let loose = #" { "a" : [ 1 , "\u0041\/\u00e9\ud83d\ude00" ] } "#
    #expect(text(JSONWriter.bytes(of: try JSONParser.parse(Array(loose.utf8)))) == #"{"a":[1,"A/é😀"]}"#)
  }

  @Test(arguments: [
    ("", #""""#),
    ("plain", #""plain""#),
    ("\"quoted\" \\ back/slash", #""\"quoted\" \\ back/slash""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\u{0}\u{1}\u{F}\u{10}\u{1F}", #""\u0000\u0001\u000f\u0010\u001f""#),
    ("\u{7F}\u{2028}\u{2029}é€😀", "\"\u{7F}\u{2028}\u{2029}é€😀\""),
    ("a\r\nb", #""a\r\nb""#),
    ("<p>Tom &amp; Jerry</p>", #""<p>Tom &amp; Jerry</p>""#),
    ("ends with a quote\"", #""ends with a quote\"""#),
  ])
  func strings(_ string: String, _ expected: String) {
    var bytes = Array("x".utf8)
    JSONWriter.append(string: string, into: &bytes)
    #expect(text(bytes) == "x" + expected)
  }

  @Test("Whatever a string's length, and wherever it needs an escape, nothing is lost or added")
  func stringsOfEveryLength() {
    for length in Array(0...40) + [1_023, 1_024, 1_025, 3_000] {
      let places = length <= 40 ? Array(0..<length) : [0, 1_017, 1_022, length - 1]
      for place in [-1] + places {
        var characters = [Character](repeating: "x", count: length)
        var expected = characters.map(String.init)
        for (offset, escaped) in [("\n", "\\n"), ("\u{1}", "\\u0001"), ("é", "é"), ("\"", "\\\"")].enumerated()
        where place >= 0 && place + offset < length {
          characters[place + offset] = Character(escaped.0)
          expected[place + offset] = escaped.1
        }
        var bytes: [UInt8] = []
        JSONWriter.append(string: String(characters), into: &bytes)
        #expect(text(bytes) == "\"\(expected.joined())\"")
        #expect(JSONWriter.bytes(of: .string(String(characters))) == bytes)
      }
    }
  }

  @Test("Every character but U+0000 comes back through writer and parser")
  func everyKindOfCharacter() throws {
    var string = String(String.UnicodeScalarView((1...0x2FF).compactMap { Unicode.Scalar($0 as UInt32) }))
    string += "\u{D7FF}\u{E000}\u{FFFE}\u{FFFF}\u{10000}\u{10FFFF}"
    let value = JSONValue.object(JSONObject([JSONObject.Member(key: string, value: .string(string))]))
    #expect(try JSONParser.parse(JSONWriter.bytes(of: value)) == value)
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"), (12.5, "12.5"), (-2.75, "-2.75"),
    (1.0 / 3.0, "0.3333333333333333"), (100_000.0, "100000"), (9_007_199_254_740_991.0, "9007199254740991"),
    (1e16, "1e+16"), (1e300, "1e+300"), (Double.leastNonzeroMagnitude, "5e-324"), (0.0001, "0.0001"), (1e-5, "1e-05"),
    (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"), (52.509, "52.509"),
  ])
  func doubles(_ double: Double, _ expected: String) throws {
    let number = try #require(JSONNumber(double))
    #expect(number.text == expected)
    #expect(number.double == double)
    #expect(try JSONParser.parse(Array(number.text.utf8)) == .number(number))
  }

  @Test("Doubles of all magnitudes read back exactly")
  func doublesReadBack() throws {
    var generator = SplitMix(seed: 31)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: generator.next())
      guard double.isFinite else { continue }
      let number = try #require(JSONNumber(double))
      guard case .number(let read) = try JSONParser.parse(Array(number.text.utf8)) else {
        Issue.record("not a number: \(number.text)")
        return
      }
      #expect(read.double.bitPattern == double.bitPattern)
    }
  }

  @Test(arguments: [Double.nan, Double.infinity, -Double.infinity])
  func noNumberForNonFinite(_ double: Double) {
    #expect(JSONNumber(double) == nil)
  }
}

/// Random numbers that are the same in every run (SplitMix64, public domain by S. Vigna).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
