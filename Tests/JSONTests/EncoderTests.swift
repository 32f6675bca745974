import JSON
import Testing

private func encoded(_ value: some Encodable) throws -> String {
  String(decoding: try JSONWriter.encode(value), as: UTF8.self)
}

@Suite("The encoder") struct EncoderTests {
  @Test func aStructOfManyShapes() throws {
    #expect(try encoded(Plan.example) == Plan.exampleText)
  }

  @Test func everyWidthOfNumber() throws {
    #expect(try encoded(Widths()) == Widths.text)
    let array = try encoded([UInt64.max, 0])
    #expect(array == "[18446744073709551615,0]")
  }

  @Test func valuesThatAreNotObjectsStandAtTheTop() throws {
    #expect(try encoded("a\"b") == #""a\"b""#)
    #expect(try encoded(12) == "12")
    #expect(try encoded(2.0) == "2")
    #expect(try encoded(Float(2.5)) == "2.5")
    #expect(try encoded(true) == "true")
    #expect(try encoded(Need.autism) == #""ASD""#)
    #expect(try encoded(Int?.none) == "null")
    #expect(try encoded([1.0, 0.5]) == "[1,0.5]")
    #expect(try encoded([Float(1), 0.1]) == "[1,0.1]")
    #expect(try encoded([true, false]) == "[true,false]")
    #expect(try encoded(["a", nil]) == #"["a",null]"#)
    #expect(try encoded([[String]]()) == "[]")
    #expect(try encoded([Code("x"), Code("y")]) == #"["x","y"]"#)
    #expect(try encoded(Set([5])) == "[5]")
  }

  @Test func nestedArraysAndObjects() throws {
    let taxon = Taxon(
      name: "a",
      children: [Taxon(name: "b", children: [Taxon(name: "c", children: [])]), Taxon(name: "d", children: [])])
    #expect(
      try encoded(taxon)
        == #"{"name":"a","children":[{"name":"b","children":[{"name":"c","children":[]}]},{"name":"d","children":[]}]}"#
    )
    #expect(try encoded([[[1], []], [[2, 3]]]) == "[[[1],[]],[[2,3]]]")
  }

  @Test func aValueThatEncodesNothingIsAnEmptyObject() throws {
    #expect(try encoded(Empty()) == "{}")
    #expect(try encoded([Empty(), Empty()]) == "[{},{}]")
    #expect(try encoded(["a": Empty()]) == #"{"a":{}}"#)
    #expect(try encoded(Encoding { _ in }) == "{}")
    #expect(try encoded([Encoding { _ in }, Encoding { _ in }]) == "[{},{}]")
  }

  @Test func dictionariesAreSortedByKey() throws {
    let counts = Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0 + 10)", $0) })
    let expected = (0..<50).map { "\"k\($0 + 10)\":\($0)" }.joined(separator: ",")
    #expect(try encoded(counts) == "{\(expected)}")
    #expect(try encoded(["b": ["z": 1, "y": 2], "a": [:]]) == #"{"a":{},"b":{"y":2,"z":1}}"#)
    #expect(try encoded([["b": 1, "a": 2]]) == #"[{"a":2,"b":1}]"#)
    #expect(try encoded(["b": 1, "a": 2] as [String: Int]?) == #"{"a":2,"b":1}"#)
    #expect(try encoded(["\"": 1]) == #"{"\"":1}"#)
  }

  @Test func nilIsLeftOutOrWrittenAsTheValueAsksFor() throws {
    let value = Encoding {
      var container = $0.container(keyedBy: Name.self)
      try container.encodeIfPresent(Int?.none, forKey: "left out")
      try container.encodeIfPresent(1, forKey: "one")
      try container.encodeNil(forKey: "null")
      try container.encode(String?.none, forKey: "explicit")
    }
    #expect(try encoded(value) == #"{"one":1,"null":null,"explicit":null}"#)
  }

  @Test func nestedContainersCloseWhenTheirParentGoesOn() throws {
    let value = Encoding {
      var outer = $0.container(keyedBy: Name.self)
      var list = outer.nestedUnkeyedContainer(forKey: "list")
      try list.encode(1)
      var inner = list.nestedContainer(keyedBy: Name.self)
      try inner.encode("x", forKey: "a")
      var deep = inner.nestedUnkeyedContainer(forKey: "deep")
      try deep.encodeNil()
      _ = deep.nestedUnkeyedContainer()
      try deep.encode(true)
      try inner.encode(2.5, forKey: "b")
      try list.encode("last")
      #expect(list.count == 3)
      _ = outer.nestedContainer(keyedBy: Name.self, forKey: "empty")
      try outer.encode(Empty(), forKey: "also")
      _ = outer.nestedUnkeyedContainer(forKey: "open")
    }
    #expect(
      try encoded([value, value]).hasPrefix(
        #"[{"list":[1,{"a":"x","deep":[null,[],true],"b":2.5},"last"],"empty":{},"also":{},"open":[]},{"list""#))
  }

  @Test func anEncoderAskedTwiceForTheSameContainerGoesOnWithIt() throws {
    let value = Encoding {
      var first = $0.container(keyedBy: Name.self)
      try first.encode(1, forKey: "a")
      try Provision(name: "n", hours: nil, isWeekly: true).encode(to: $0)
      try first.encode([2], forKey: "b")
    }
    #expect(try encoded(["v": value]) == #"{"v":{"a":1,"name":"n","isWeekly":true,"b":[2]}}"#)
  }

  @Test func superEncodersAreMembersOrElements() throws {
    #expect(try encoded(School()) == #"{"super":{"name":"A"},"urn":103754}"#)
    let value = Encoding {
      var container = $0.unkeyedContainer()
      try Provision(name: "n", hours: 1, isWeekly: true).encode(to: container.superEncoder())
      _ = container.superEncoder()
      try container.encode(1)
    }
    #expect(try encoded(value) == #"[{"name":"n","hours":1,"isWeekly":true},{},1]"#)
    let keyed = Encoding {
      var container = $0.container(keyedBy: Name.self)
      try 5.encode(to: container.superEncoder(forKey: "five"))
    }
    #expect(try encoded(keyed) == #"{"five":5}"#)
  }

  @Test func singleValuesPassTheirContainerOn() throws {
    let wrapped = Encoding { encoder in
      var container = encoder.singleValueContainer()
      try container.encode(["b": 1, "a": 2])
    }
    #expect(try encoded([wrapped]) == #"[{"a":2,"b":1}]"#)
  }

  @Test("What is encoded decodes to the same value")
  func roundTrips() throws {
    let plan = try JSONTree.decode(Plan.self, from: JSONParser.parse(JSONWriter.encode(Plan.example)))
    #expect(plan == Plan.example)
    let widths = try JSONTree.decode(Widths.self, from: JSONParser.parse(JSONWriter.encode(Widths())))
    #expect(widths == Widths())
    let school = try JSONTree.decode(School.self, from: JSONParser.parse(JSONWriter.encode(School())))
    #expect(school.urn == 103_754 && school.name == "A")
  }
}

@Suite("The encoder refuses") struct EncoderRefusalTests {
  @Test("Infinities and NaN, with the path to them", arguments: [Double.nan, .infinity, -.infinity])
  func nonFinite(_ double: Double) {
    let values: [(any Encodable, [String])] = [
      (double, []), (Float(double), []), ([1, double], ["1"]), ([Float(double)], ["0"]), (["a": double], ["a"]),
      (["a": Float(double)], ["a"]),
      (
        [Provision(name: "", hours: 1, isWeekly: true), Provision(name: "", hours: double, isWeekly: true)],
        ["1", "hours"]
      ),
      (["x": [["y": [double]]]], ["x", "0", "y", "0"]),
    ]
    for (value, path) in values {
      #expect(pathOfRefusal(value) == path)
    }
  }

  @Test func aContainerWrittenToAfterItsParentWentOn() {
    let nested = Encoding {
      var outer = $0.container(keyedBy: Name.self)
      var inner = outer.nestedContainer(keyedBy: Name.self, forKey: "inner")
      try inner.encode(1, forKey: "a")
      try outer.encode(2, forKey: "b")
      try inner.encode(3, forKey: "c")
    }
    #expect(pathOfRefusal(nested) == [])
    let siblings = Encoding {
      var outer = $0.unkeyedContainer()
      var first = outer.nestedUnkeyedContainer()
      var second = outer.nestedUnkeyedContainer()
      try second.encode(1)
      try first.encode(2)
    }
    #expect(pathOfRefusal(siblings) == [])
    let opened = Encoding {
      var outer = $0.unkeyedContainer()
      var first = outer.nestedUnkeyedContainer()
      try outer.encode(1)
      var inFirst = first.nestedContainer(keyedBy: Name.self)
      try? inFirst.encode(1, forKey: "a")
    }
    #expect(pathOfRefusal(opened) == [])
    let superEncoder = Encoding {
      var outer = $0.unkeyedContainer()
      let first = outer.superEncoder()
      try outer.encode(1)
      try 5.encode(to: first)
    }
    #expect(pathOfRefusal(superEncoder) == [])
    let kept = Encoding {
      var outer = $0.unkeyedContainer()
      var inner: (any UnkeyedEncodingContainer)?
      try outer.encode(Encoding { inner = $0.unkeyedContainer() })
      try inner?.encode(1)
    }
    #expect(pathOfRefusal(kept) == [])
  }

  @Test func anEncoderUsedInTwoWays() {
    let kinds = Encoding {
      _ = $0.container(keyedBy: Name.self)
      var list = $0.unkeyedContainer()
      try? list.encode(1)
    }
    #expect(pathOfRefusal(["a": kinds]) == ["a"])
    let twoValues = Encoding {
      var container = $0.singleValueContainer()
      try container.encode(1)
      try container.encode(2)
    }
    #expect(pathOfRefusal([twoValues]) == [])
    let valueAndContainer = Encoding {
      _ = $0.unkeyedContainer()
      var container = $0.singleValueContainer()
      try container.encodeNil()
    }
    #expect(pathOfRefusal(valueAndContainer) == [])
  }

  @Test("An error that the value catches still fails the whole, for the text would not be sound")
  func caughtErrors() {
    let caught = Encoding {
      var container = $0.container(keyedBy: Name.self)
      try? container.encode(Double.nan, forKey: "a")
      try container.encode(1, forKey: "b")
    }
    #expect(pathOfRefusal(caught) == ["a"])
    struct OwnError: Error {}
    let own = Encoding {
      var container = $0.unkeyedContainer()
      try? container.encode(Encoding { _ in throw OwnError() })
    }
    #expect(throws: OwnError.self) { try JSONWriter.encode(own) }
  }

  /// The coding path of the error that encoding throws; nil when there is none or another error.
  private func pathOfRefusal(_ value: some Encodable) -> [String]? {
    do {
      _ = try JSONWriter.encode(value)
      return nil
    } catch EncodingError.invalidValue(_, let context) {
      return context.codingPath.map(\.stringValue)
    } catch {
      return nil
    }
  }
}
