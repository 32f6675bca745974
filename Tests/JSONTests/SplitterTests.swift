import JSON
import Testing

@Suite("The splitter finds records") struct SplitterTests {
  @Test(arguments: [
    Stream(""),
    Stream(" \n\r\n\t\n"),
    Stream("{}", ("{}", line: 1)),
    Stream("\n\n  {\n \"a\": [1,\n2]}  \n", ("{\n \"a\": [1,\n2]}", line: 3)),
    Stream(#"{"a":"}{][\"\\","b":"\\\""}"#, (#"{"a":"}{][\"\\","b":"\\\""}"#, line: 1)),
    Stream("\u{FEFF}{\"a\":1}", ("{\"a\":1}", line: 1)),
    Stream("\u{FEFF}\n[1]", ("1", line: 2)),
    Stream("{\"a\":\"\u{FEFF}é😀\"}", ("{\"a\":\"\u{FEFF}é😀\"}", line: 1)),
  ])
  func inOneObject(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test(arguments: [
    Stream("[]"),
    Stream("[ {\"a\":1} , {\"b\":[{}]} ]", ("{\"a\":1}", line: 1), ("{\"b\":[{}]}", line: 1)),
    Stream("[\n{\"a\":1},\n{\"a\":2}\n]\n", ("{\"a\":1}", line: 2), ("{\"a\":2}", line: 3)),
    Stream(
      "[1, -2.5e3 ,\"a, ]b\\\"\",true\n,null,[[1],2],[]]", ("1", line: 1), ("-2.5e3", line: 1),
      ("\"a, ]b\\\"\"", line: 1),
      ("true", line: 1), ("null", line: 2), ("[[1],2]", line: 2), ("[]", line: 2)),
    Stream("[{\"contents\":[1,2]}]", ("{\"contents\":[1,2]}", line: 1)),
    Stream("[{}][{}]\n[{}]", ("{}", line: 1), ("{}", line: 1), ("{}", line: 2)),
    Stream("[wrong {\"a\":1}, :x}]", ("wrong", line: 1), ("{\"a\":1}", line: 1), (":x", line: 1), ("}", line: 1)),
  ])
  func inAnArray(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test(arguments: [
    Stream("{\"a\":1}\n{\"a\":2}\n", ("{\"a\":1}", line: 1), ("{\"a\":2}", line: 2)),
    Stream("{\"a\":1}\r\n\r\n{\"a\":2}", ("{\"a\":1}", line: 1), ("{\"a\":2}", line: 3)),
    Stream("{\"a\":1}{\"a\":2} {}", ("{\"a\":1}", line: 1), ("{\"a\":2}", line: 1), ("{}", line: 1)),
    Stream("{\"a\":1},\n{\"a\":2},\n", ("{\"a\":1}", line: 1), ("{\"a\":2}", line: 2)),
    Stream(
      "{\n\"a\":\n{\n}\n}\n{\n\"a\": [\n{\n},\n{\n}\n]\n}", ("{\n\"a\":\n{\n}\n}", line: 1),
      ("{\n\"a\": [\n{\n},\n{\n}\n]\n}", line: 6)),
    Stream(
      "<html> {\"a\":1}, \"b\"  \r\n{\"a\":2} rubbish\n  \"text\" \nend", ("<html> {\"a\":1}, \"b\"", line: 1),
      ("{\"a\":2}", line: 2), ("rubbish", line: 2), ("\"text\"", line: 3), ("end", line: 4)),
    Stream("}\n]\n1\n{}", ("}", line: 1), ("]", line: 2), ("1", line: 3), ("{}", line: 4)),
  ])
  func inLinesAndConcatenatedObjects(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test(arguments: [
    Stream("{\"contents\":[]}"),
    Stream("{\"contents\":[{\"id\":1},{\"id\":2}]}", ("{\"id\":1}", line: 1), ("{\"id\":2}", line: 1)),
    Stream(
      "{\n  \"totalElements\": 2, \"first\": {\"contents\": [7]},\n  \"contents\" : [\n    {\"id\": \"é\"},\n"
        + "    [3]\n  ],\n"
        + "  \"last\": [\"x]}\", {\"contents\":[8]}]\n}\n{\"id\":3}",
      ("{\"id\": \"é\"}", line: 4), ("[3]", line: 5), ("{\"id\":3}", line: 9)),
    Stream(
      "{\"page\":1,\"contents\":[{\"a\":1}]}\n{\"contents\":[{\"a\":2}],\"page\":2}\n", ("{\"a\":1}", line: 1),
      ("{\"a\":2}", line: 2)),
    Stream("{\"contents\":[1],\"contents\":[2]}", ("1", line: 1), ("2", line: 1)),
    Stream("{\"contents\":{\"a\":[1]}}", ("{\"contents\":{\"a\":[1]}}", line: 1)),
    Stream("{\"contents\":\"[\"}", ("{\"contents\":\"[\"}", line: 1)),
    Stream("{\"a\":\"contents\",\"b\":[1]}", ("{\"a\":\"contents\",\"b\":[1]}", line: 1)),
    Stream("{\"a\":{\"contents\":[1]}}", ("{\"a\":{\"contents\":[1]}}", line: 1)),
    Stream("{\"contents\":1,\"b\":[1]}", ("{\"contents\":1,\"b\":[1]}", line: 1)),
    Stream("{\"content\":[1]}", ("{\"content\":[1]}", line: 1)),
    Stream("{\"contentss\":[1]}", ("{\"contentss\":[1]}", line: 1)),
    Stream("{\"xcontents\":[1]}", ("{\"xcontents\":[1]}", line: 1)),
    Stream("{\"\\\"contents\":[1]}", ("{\"\\\"contents\":[1]}", line: 1)),
    Stream("{\"\\u0063ontents\":[1]}", ("{\"\\u0063ontents\":[1]}", line: 1)),
    Stream("{\"a\\ncontents\":[1]}", ("{\"a\\ncontents\":[1]}", line: 1)),
  ])
  func inPages(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test("A record of bad JSON comes out whole, for the parser to refuse")
  func badRecords() {
    let stream = "{bare: words}\n{\"a\":1,}\n{\"a\" \"b\"}\n{\"a\":\"\\x\u{1}\"}\n"
    #expect(
      pieces(of: Array(stream.utf8)) == [
        .record("{bare: words}", line: 1), .record("{\"a\":1,}", line: 2), .record("{\"a\" \"b\"}", line: 3),
        .record("{\"a\":\"\\x\u{1}\"}", line: 4),
      ])
  }

  @Test("What only begins like a byte order mark is kept, in a record that will be refused")
  func partOfAByteOrderMark() {
    let whole: [(bytes: [UInt8], record: [UInt8])] = [
      ([0xEF, 0xBB], [0xEF, 0xBB]), ([0xEF, 0x7B, 0x7D, 0x0A], [0xEF, 0x7B, 0x7D]),
      ([0xEF, 0xBB, 0x0A], [0xEF, 0xBB]),
    ]
    for (bytes, record) in whole {
      for size in 1...4 {
        #expect(items(of: bytes) { size } == [.record(bytes: record, line: 1, index: 0)])
      }
    }
  }

  @Test("An error that is thrown for an item reaches whoever feeds")
  func errors() {
    struct Full: Error {}
    var splitter = JSONRecordSplitter()
    #expect(throws: Full.self) {
      try Array("{}{}".utf8).withUnsafeBytes { bytes in try splitter.feed(bytes) { _ in throw Full() } }
    }
  }

  @Test("Every sound stream of random values gives exactly its records", arguments: 0..<40)
  func randomStreams(_ seed: Int) {
    var random = RandomJSON(generator: SplitMix(seed: UInt64(seed)))
    let records = (0..<Int.random(in: 1...6, using: &random.generator)).map { _ in random.object(depth: 4) }
    let list = records.joined(separator: random.spaceBetween() + "," + random.spaceBetween())
    let streams = [
      records.joined(separator: random.spaceBetween()),
      "[" + random.spaceBetween() + list + random.spaceBetween() + "]",
      "{\"a\":\(random.object(depth: 3)),\"contents\":[\(list)],\"z\":\(random.object(depth: 3))}",
    ]
    for stream in streams {
      let found = pieces(of: Array(stream.utf8)).map { piece in
        if case .record(let text, _) = piece { text } else { "\(piece)" }
      }
      #expect(found == records)
    }
  }
}

/// Random JSON objects with brackets, escapes and newlines in all places where JSON allows them.
struct RandomJSON {
  var generator: SplitMix

  mutating func spaceBetween() -> String {
    ["", " ", "\t", "\n ", "\r\n  "].randomElement(using: &generator) ?? ""
  }

  private mutating func space() -> String {
    // Lines inside a record begin further to the right than records do: there a brace never stands for a new one.
    ["", "", " ", "\t", "\n   ", "\r\n    "].randomElement(using: &generator) ?? ""
  }

  mutating func object(depth: Int) -> String {
    let members = (0..<Int.random(in: 0...4, using: &generator)).map { index in
      space() + "\"m\(index)\"" + space() + ":" + space() + value(depth: depth - 1) + space()
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &generator) {
    case 0: return "null"
    case 1: return "-12.5e3"
    case 2: return "\"a]}[{,:é😀\\\"\\\\\""
    case 3: return "\"\\\\\\\\\\\"contents\""
    case 4: return "\"\(String(repeating: "long ", count: Int.random(in: 0...9, using: &generator)))\""
    case 5, 6: return object(depth: depth)
    default:
      let elements = (0..<Int.random(in: 0...3, using: &generator)).map { _ in space() + value(depth: depth - 1) }
      return "[" + elements.joined(separator: ",") + space() + "]"
    }
  }
}
