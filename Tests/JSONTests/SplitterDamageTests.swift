import JSON
import Testing

@Suite("The splitter and damaged streams") struct SplitterDamageTests {
  private static let next = "\n{\"a\":2}\n{\"a\":3}\n"

  @Test(
    "A broken line takes no other line with it",
    arguments: [
      "{\"a\":1", "{\"a\":{\"b\":1}", "{\"a\":[1,2}", "{\"a\":[1,2", "{\"a\":[1]]", "{\"a\":\"open", "{\"a\":\"open\\",
      "{\"a\"", "{\"a\":1,", "{", "{\"a\":{", "{\"a\":[{\"b\":1},{\"c\":[2}]}", "{\"contents\":\"x",
      "{\"a\":1}{\"b\":\"open",
    ])
  func brokenLines(_ line: String) {
    let stream = "{\"a\":0}\n" + line + Self.next
    let found = pieces(of: Array(stream.utf8))
    #expect(found.first == .record("{\"a\":0}", line: 1))
    #expect(found.filter { $0 == .broken(line: 2) }.count == 1)
    #expect(Array(found.suffix(2)) == [.record("{\"a\":2}", line: 3), .record("{\"a\":3}", line: 4)])
    // As the first line, before it is known that objects fill lines.
    let first = pieces(of: Array((line + Self.next).utf8))
    #expect(first.contains(.broken(line: 1)))
    #expect(Array(first.suffix(2)) == [.record("{\"a\":2}", line: 2), .record("{\"a\":3}", line: 3)])
  }

  @Test("A line that stops where a value may follow is broken once objects are known to fill lines")
  func linesThatStopBeforeAValue() {
    for line in ["{\"a\":", "{\"a\":[", "{\"a\":[1,", "{\"a\":{\"b\":[[", "{\"a\":\r"] {
      let stream = "{\"a\":0}\n" + line + Self.next
      #expect(
        pieces(of: Array(stream.utf8)) == [
          .record("{\"a\":0}", line: 1), .broken(line: 2), .record("{\"a\":2}", line: 3), .record("{\"a\":3}", line: 4),
        ])
    }
  }

  @Test("Objects over several lines may have braces at the beginning of a line")
  func objectsOverSeveralLines() {
    let object = "{\"a\":\n{},\"b\":[\n{},\n{}\n]\n}"
    #expect(
      pieces(of: Array((object + "\n" + object + "\n{}").utf8)) == [
        .record(object, line: 1), .record(object, line: 7), .record("{}", line: 13),
      ])
    // After objects that fill their lines, but beginning in the middle of one.
    #expect(
      pieces(of: Array("{}\n{} \(object)\n{}".utf8)) == [
        .record("{}", line: 1), .record("{}", line: 2), .record(object, line: 2), .record("{}", line: 8),
      ])
    // After an object that fills its line, but as the element of an array that does not.
    #expect(
      pieces(of: Array("{}\n[\n\(object)]".utf8)) == [.record("{}", line: 1), .record(object, line: 3)])
    // After an object that fills its line, but that was not the first.
    #expect(
      pieces(of: Array("\(object)\n{}\n\(object)".utf8)) == [
        .record(object, line: 1), .record("{}", line: 7), .record(object, line: 8),
      ])
  }

  @Test("Brackets are told apart down to 64 levels, and below that only counted")
  func deepBrackets() {
    for (depth, isKnown) in [(1, true), (63, true), (64, true), (65, false), (200, false)] {
      let open = String(repeating: "{\"a\":[", count: depth / 2) + (depth % 2 == 0 ? "" : "{")
      let close = (depth % 2 == 0 ? "" : "}") + String(repeating: "]}", count: depth / 2)
      let wrong = (depth % 2 == 0 ? "}" : "]") + close.dropFirst()
      #expect(
        pieces(of: Array("\(open)\(close)\n{}".utf8)) == [.record(open + close, line: 1), .record("{}", line: 2)])
      #expect(
        pieces(of: Array("\(open)\(wrong)\n{}".utf8)) == [
          isKnown ? .broken(line: 1) : .record(open + wrong, line: 1), .record("{}", line: 2),
        ])
    }
  }

  @Test("A brace further to the right than the record began is taken as part of it")
  func indentedBraces() {
    let object = "{\n  \"a\": [\n {\"b\":1}\n {\"b\":2}\n  ]\n}"
    for start in ["", "\u{FEFF}"] {
      #expect(pieces(of: Array((start + object + "\n{}").utf8)) == [.record(object, line: 1), .record("{}", line: 7)])
    }
  }

  @Test("In an array over several lines, reading resumes at the next element")
  func brokenElements() {
    let stream = """
      [
        {
          "id": 1,
          "list": [{"x": 1}, {"y": 2]
        },
        {
          "id": 2
        ,
        {
          "id": "3,
          "nested":
            {"z": 1}
        },
        {"id": 4},
        {"id": 5}
      ]
      {"id": 6}
      """
    #expect(
      pieces(of: Array(stream.utf8)) == [
        .broken(line: 2), .broken(line: 6), .broken(line: 9), .record("{\"id\": 4}", line: 14),
        .record("{\"id\": 5}", line: 15), .record("{\"id\": 6}", line: 17),
      ])
  }

  @Test(arguments: [
    // The element is broken, and the page is given up with it.
    Stream(
      "{\"contents\":[{\"id\":1},{\"id\":[2}]}\n{\"contents\":[{\"id\":3}]}\n",
      pieces: [.record("{\"id\":1}", line: 1), .broken(line: 1), .record("{\"id\":3}", line: 2)]),
    // The page lacks its last bracket.
    Stream(
      "{\"contents\":[{\"id\":1}}\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.record("{\"id\":1}", line: 1), .broken(line: 1), .record("{\"id\":2}", line: 2)]),
    // The page lacks its last brace.
    Stream(
      "{\"contents\":[{\"id\":1}]\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.record("{\"id\":1}", line: 1), .broken(line: 1), .record("{\"id\":2}", line: 2)]),
    // Other members of the page are broken.
    Stream(
      "{\"contents\":[{\"id\":1}],\"size\":[2}\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.record("{\"id\":1}", line: 1), .broken(line: 1), .record("{\"id\":2}", line: 2)]),
    Stream(
      "{\"contents\":[{\"id\":1}],\"size\":\"2\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.record("{\"id\":1}", line: 1), .broken(line: 1), .record("{\"id\":2}", line: 2)]),
    // A page over several lines goes on after a broken element, but ends where another page begins.
    Stream(
      "{\n  \"contents\": [\n    {\"id\":[1},\n    {\"id\":2}\n  ]\n}\n",
      pieces: [.broken(line: 3), .record("{\"id\":2}", line: 4)]),
    Stream(
      "{\n  \"contents\": [\n    {\"id\":[1},\n  ]\n}\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.broken(line: 3), .record("{\"id\":2}", line: 6)]),
    // Members after the contents may hold lines that begin with a brace, except where a page could begin.
    Stream(
      "{\"contents\":[],\"a\":\n{},\"b\":[{}\n {},\n{}]}\n{}", pieces: [.record("{}", line: 5)]),
    // A page that follows others of one line each stops before a value.
    Stream(
      "{\"contents\":[]}\n{\"contents\":[{\"id\":\n{\"contents\":[{\"id\":2}]}\n",
      pieces: [.broken(line: 2), .record("{\"id\":2}", line: 3)]),
  ])
  func brokenPages(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test(
    "A stream that is cut short says so once",
    arguments: [
      Stream("{", pieces: [.broken(line: 1)]),
      Stream("\n{\"a\":\"b", pieces: [.broken(line: 2)]),
      Stream("{\"a\":\"b\\", pieces: [.broken(line: 1)]),
      Stream("{\"a\":1}\n{\"a\":", pieces: [.record("{\"a\":1}", line: 1), .broken(line: 2)]),
      Stream("[", pieces: [.broken(line: 1)]),
      Stream("[{}", pieces: [.record("{}", line: 1), .broken(line: 1)]),
      Stream("\n[{},\n{\"a\"", pieces: [.record("{}", line: 2), .broken(line: 3)]),
      Stream("[1,2", pieces: [.record("1", line: 1), .record("2", line: 1), .broken(line: 1)]),
      Stream("[\"a", pieces: [.broken(line: 1)]),
      Stream("\n{\"contents\":[\n{}", pieces: [.record("{}", line: 3), .broken(line: 2)]),
      Stream("\n{\"contents\":[\n{}]", pieces: [.record("{}", line: 3), .broken(line: 2)]),
      Stream("\n{\"contents\":[\n{}],\"a\":\"", pieces: [.record("{}", line: 3), .broken(line: 2)]),
      Stream("{\"a\":[1}", pieces: [.broken(line: 1)]),
    ])
  func cutShort(_ stream: Stream) {
    #expect(pieces(of: Array(stream.text.utf8)) == stream.pieces)
  }

  @Test("Any bytes at all give the same items however they are cut, and end", arguments: 0..<60)
  func rubbish(_ seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    let alphabet = Array("{{}}[[]]\"\"\\:,,  \n\n1ax".utf8) + [0xEF, 0xBB, 0xBF, 0x00]
    let bytes = (0..<300).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    _ = pieces(of: bytes, recordLimit: 50)
    _ = pieces(of: Array("{\"contents\":[".utf8) + bytes)
  }
}

@Suite("The splitter's memory") struct SplitterMemoryTests {
  @Test("A record longer than the limit is dropped, wherever it stands, and the next one is not")
  func oversizeRecords() {
    let long = "{\"a\":\"\(String(repeating: "x", count: 100))\"}"
    let fits = "{\"a\":\"\(String(repeating: "x", count: 42))\"}"
    #expect(fits.utf8.count == 50)
    let records: [Piece] = [.oversize(line: 1), .record(fits, line: 2), .oversize(line: 3), .record("{}", line: 3)]
    #expect(pieces(of: Array("\(long)\n\(fits)\n\(long){}".utf8), recordLimit: 50) == records)
    #expect(pieces(of: Array("[\(long),\n\(fits),\n\(long),{}]".utf8), recordLimit: 50) == records)
    #expect(pieces(of: Array("{\"contents\":[\(long),\n\(fits),\n\(long),{}]}".utf8), recordLimit: 50) == records)
    #expect(pieces(of: Array(String(repeating: "x", count: 51).utf8), recordLimit: 50) == [.oversize(line: 1)])
  }

  @Test("A page may be longer than the limit, before its contents and after")
  func longPages() {
    let long = String(repeating: "x", count: 1_000)
    let stream = "{\"a\":\"\(long)\",\"contents\":[{\"id\":1}],\"z\":\"\(long)\"}{\"id\":2}"
    #expect(
      pieces(of: Array(stream.utf8), recordLimit: 50) == [
        .record("{\"id\":1}", line: 1), .record("{\"id\":2}", line: 1),
      ])
  }

  @Test("Brackets without end need no more memory than the limit")
  func endlessBrackets() {
    var splitter = JSONRecordSplitter(recordLimit: 1_000)
    var found: [JSONRecordSplitter.Item] = []
    let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    for _ in 0..<10 {
      brackets.withUnsafeBytes { bytes in splitter.feed(bytes) { found.append($0) } }
      #expect(splitter.bufferedBytes <= 1_000)
    }
    splitter.finish { found.append($0) }
    #expect(found.count == 1)
    let closed = brackets + [UInt8](repeating: UInt8(ascii: "]"), count: 100_000)
    #expect(items(of: Array("{\"a\":".utf8) + closed + Array("}".utf8)).count == 1)
  }

  @Test(
    "A stream of 200,000 records holds never more than one of them",
    arguments: [("", "\n", ""), ("[", ",", "]"), ("{\"size\":1,\"contents\":[", ",\n", "],\"last\":true}")])
  func longStreams(_ start: String, _ separator: String, _ end: String) {
    var splitter = JSONRecordSplitter()
    var count = 0
    var mostBuffered = 0
    var longest = 0
    var sound = true
    var fed: [UInt8] = Array(start.utf8)
    func feed() {
      fed.withUnsafeBytes { bytes in
        splitter.feed(bytes) { item in
          guard case .record(let bytes, _, let index) = item, index == count else {
            sound = false
            return
          }
          sound = sound && bytes.starts(with: "{\"id\":\(count),".utf8) && bytes.last == UInt8(ascii: "}")
          count += 1
        }
      }
      mostBuffered = max(mostBuffered, splitter.bufferedBytes)
      fed.removeAll(keepingCapacity: true)
    }
    for number in 0..<200_000 {
      let record = "{\"id\":\(number),\"name\":\"Service \(number)\",\"ages\":[0,25]}"
      longest = max(longest, record.utf8.count)
      if number > 0 { fed.append(contentsOf: separator.utf8) }
      fed.append(contentsOf: record.utf8)
      if fed.count > 4_000 { feed() }
    }
    fed.append(contentsOf: end.utf8)
    feed()
    splitter.finish { _ in sound = false }
    #expect(sound)
    #expect(count == 200_000)
    #expect(mostBuffered <= longest)
  }
}
