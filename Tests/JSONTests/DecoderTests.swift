import JSON
import Testing

private func decoded<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
  try JSONTree.decode(type, from: JSONParser.parse(Array(text.utf8)))
}

@Suite("The decoder") struct DecoderTests {
  @Test func aStructOfManyShapes() throws {
    #expect(try decoded(Plan.self, Plan.exampleText) == Plan.example)
    #expect(try decoded(Widths.self, Widths.text) == Widths())
  }

  @Test func absentAndNullAreBothNil() throws {
    #expect(try decoded(Provision.self, #"{"name":"n","isWeekly":true}"#).hours == nil)
    #expect(try decoded(Provision.self, #"{"hours":null,"name":"n","isWeekly":true}"#).hours == nil)
    #expect(try decoded(Provision.self, #"{"hours":3,"name":"n","isWeekly":true}"#).hours == 3)
  }

  @Test func valuesThatAreNotObjectsAtTheTop() throws {
    #expect(try decoded(Int.self, "-0") == 0)
    #expect(try decoded(Double.self, "1e2") == 100)
    #expect(try decoded(Float.self, "0.1") == 0.1)
    #expect(try decoded(Bool.self, "true"))
    #expect(try decoded(Int?.self, "null") == nil)
    #expect(try decoded([Int?].self, "[1,null,3]") == [1, nil, 3])
    #expect(try decoded([[String]].self, #"[["a"],[]]"#) == [["a"], []])
    #expect(try decoded([Need].self, #"["ASD"]"#) == [.autism])
    #expect(try decoded([Code].self, #"["x"]"#) == [Code("x")])
    #expect(try decoded(Empty.self, #"{"ignored":1}"#) == Empty())
    #expect(try decoded([String: [Int]].self, #"{"a":[1],"b":[]}"#) == ["a": [1], "b": []])
    #expect(try decoded([Bool].self, "[true,false]") == [true, false])
    #expect(try decoded([Double].self, "[1,2.5]") == [1, 2.5])
    #expect(try decoded([Float].self, "[1,2.5]") == [1, 2.5])
  }

  @Test func recursiveTypes() throws {
    let taxon = try decoded(Taxon.self, #"{"name":"a","children":[{"children":[],"name":"b"}]}"#)
    #expect(taxon == Taxon(name: "a", children: [Taxon(name: "b", children: [])]))
  }

  @Test("Members are found among few and among many", arguments: [1, 16, 17, 300])
  func manyMembers(_ count: Int) throws {
    let text = "{" + (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    let expected = Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\($0)", $0) })
    #expect(try decoded([String: Int].self, text) == expected)
  }

  @Test func containersByHand() throws {
    struct Hand: Decodable {
      var seen: [String] = []

      init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: Name.self)
        seen = outer.allKeys.map(\.stringValue)
        seen.append("\(outer.contains("none")) \(try outer.decodeNil(forKey: "null"))")
        var list = try outer.nestedUnkeyedContainer(forKey: "list")
        seen.append("\(list.count ?? -1)")
        seen.append("\(try list.decodeNil()) \(list.currentIndex)")
        seen.append("\(try list.decode(Int.self)) \(try list.decodeNil()) \(list.currentIndex)")
        var inner = try list.nestedUnkeyedContainer()
        seen.append("\(try inner.decode(String.self)) \(inner.isAtEnd)")
        let object = try list.nestedContainer(keyedBy: Name.self)
        seen.append(try object.decode(String.self, forKey: "a"))
        seen.append(try list.superDecoder().singleValueContainer().decode(String.self))
        seen.append("\(list.isAtEnd)")
        let nested = try outer.nestedContainer(keyedBy: Name.self, forKey: "object")
        seen.append(try nested.superDecoder(forKey: "a").singleValueContainer().decode(String.self))
      }
    }
    let text = #"{"null":null,"list":[1,null,["s"],{"a":"b"},"last"],"object":{"a":"c"}}"#
    #expect(
      try decoded(Hand.self, text).seen == [
        "null", "list", "object", "false true", "5", "false 0", "1 true 2", "s true", "b", "last", "true", "c",
      ])
  }

  @Test func userInformationReachesEveryLevel() throws {
    let key = try #require(CodingUserInfoKey(rawValue: "authority"))
    struct Aware: Decodable {
      var authority: Int?

      init(from decoder: any Decoder) throws {
        authority = CodingUserInfoKey(rawValue: "authority").flatMap { decoder.userInfo[$0] as? Int }
      }
    }
    let value = try JSONParser.parse(Array(#"{"a":[1]}"#.utf8))
    let found = try JSONTree.decode([String: [Aware]].self, from: value, userInfo: [key: 332])
    #expect(found["a"]?.first?.authority == 332)
  }
}

/// A text that a type must refuse, and how.
struct Undecodable: CustomTestStringConvertible, Sendable {
  enum Kind { case type, missing, null, corrupted }

  let decode: @Sendable (JSONValue) throws -> Void
  let text: String
  let kind: Kind
  let path: [String]

  init<T: Decodable & Sendable>(_ type: T.Type, _ text: String, _ kind: Kind, _ path: [String]) {
    decode = { _ = try JSONTree.decode(T.self, from: $0) }
    self.text = text
    self.kind = kind
    self.path = path
  }

  var testDescription: String { text }
}

@Suite("The decoder refuses") struct DecoderRefusalTests {
  @Test(arguments: [
    Undecodable(Int.self, "1.0", .corrupted, []),
    Undecodable(Int.self, "1e2", .corrupted, []),
    Undecodable(Int.self, "1E2", .corrupted, []),
    Undecodable(Int.self, "9223372036854775808", .corrupted, []),
    Undecodable(UInt8.self, "256", .corrupted, []),
    Undecodable(UInt.self, "-1", .corrupted, []),
    Undecodable(Float.self, "1e300", .corrupted, []),
    Undecodable(Int.self, "\"1\"", .type, []),
    Undecodable(Int.self, "true", .type, []),
    Undecodable(Bool.self, "1", .type, []),
    Undecodable(Bool.self, "\"true\"", .type, []),
    Undecodable(String.self, "1", .type, []),
    Undecodable(String.self, "null", .null, []),
    Undecodable(Double.self, "\"1\"", .type, []),
    Undecodable(Double.self, "[]", .type, []),
    Undecodable(Float.self, "{}", .type, []),
    Undecodable([Int].self, "{}", .type, []),
    Undecodable([Int].self, "null", .null, []),
    Undecodable([String: Int].self, "[]", .type, []),
    Undecodable(Taxon.self, "false", .type, []),
    Undecodable([Int].self, "[1,2.5]", .corrupted, ["1"]),
    Undecodable([Int].self, "[1,null]", .null, ["1"]),
    Undecodable([Need].self, #"["ASD","SEMH"]"#, .corrupted, ["1"]),
    Undecodable(Taxon.self, #"{"name":"a"}"#, .missing, []),
    Undecodable(
      Taxon.self, #"{"name":"a","children":[{"name":"b","children":[{"name":1,"children":[]}]}]}"#, .type,
      ["children", "0", "children", "0", "name"]),
    Undecodable(Taxon.self, #"{"name":"a","children":[{"children":[]}]}"#, .missing, ["children", "0"]),
    Undecodable(Taxon.self, #"{"name":"a","children":[3]}"#, .type, ["children", "0"]),
    Undecodable([String: [String: Int8]].self, #"{"a":{"b":200}}"#, .corrupted, ["a", "b"]),
    Undecodable(Pair.self, "[1]", .null, ["1"]),
  ])
  func values(_ undecodable: Undecodable) throws {
    let value = try JSONParser.parse(Array(undecodable.text.utf8))
    let error = #expect(throws: DecodingError.self) { try undecodable.decode(value) }
    let found: (Undecodable.Kind, DecodingError.Context)
    switch error {
    case .typeMismatch(_, let context): found = (.type, context)
    case .keyNotFound(_, let context): found = (.missing, context)
    case .valueNotFound(_, let context): found = (.null, context)
    case .dataCorrupted(let context): found = (.corrupted, context)
    default: return
    }
    #expect(found.0 == undecodable.kind)
    #expect(found.1.codingPath.map(\.stringValue) == undecodable.path)
  }

  /// Two numbers in an array.
  struct Pair: Decodable {
    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      _ = try container.decode(Int.self)
      _ = try container.decode(Int.self)
    }
  }
}
