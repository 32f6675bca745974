import Domain
import JSON
import Testing

@testable import API

@Suite struct SchemaTests {
  /// The keywords of a recorded type, as JSON text; components follow the root.
  static func text<Value: Decodable>(_ type: Value.Type) throws -> String {
    let schema = try Schema(recording: type)
    let document = SchemaDocument(isClosed: { _ in false })
    let parts =
      [document.json(schema.root)] + schema.components.sorted { $0.key < $1.key }.map { document.json($0.value) }
    return parts.map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) }.joined(separator: " ")
  }

  @Test func recordsPlainMembers() throws {
    #expect(
      try Self.text(Shapes.Leaf.self) == ##"""
        {"$ref":"#/components/schemas/Leaf"} {"type":"object","required":["text","count","ratio","isTrue"],\##
        "properties":{"text":{"type":"string","description":"T."},"count":{"type":"integer","description":"C."},\##
        "ratio":{"type":"number","description":"R."},"isTrue":{"type":"boolean","description":"I."}}}
        """##)
  }

  @Test func recordsOptionalMembers() throws {
    let record = try #require(try Schema(recording: Shapes.Optionals.self).record)
    #expect(record.properties.map(\.name) == ["name", "count", "ratio", "isTrue", "date", "leaf", "leaves"])
    #expect(record.properties.allSatisfy { !$0.isRequired })
  }

  @Test func endsRecursionByName() throws {
    #expect(
      try Self.text(Shapes.Tree.self) == ##"""
        {"$ref":"#/components/schemas/Tree"} {"type":"object","required":["tree"],"properties":\##
        {"tree":{"$ref":"#/components/schemas/Tree"}}} {"type":"object","required":["name","children"],"properties":\##
        {"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/components/schemas/Tree"}},\##
        "parent":{"$ref":"#/components/schemas/Box"}}}
        """##)
  }

  @Test(arguments: [
    ("slug", #"{"type":"string"}"#), ("level", #"{"type":"integer","enum":[1,5]}"#),
    ("genre", #"{"type":"string","enum":["novel","poetry","law"]}"#),
    ("byName", ##"{"type":"object","additionalProperties":{"$ref":"#/components/schemas/Leaf"}}"##),
    ("perhaps", #"{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"null"}]}}"#),
    ("limit", #"{"type":"integer","minimum":1,"maximum":200,"default":50}"#),
    ("code", #"{"type":"string","minLength":2,"maxLength":3}"#),
    ("some", #"{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}"#),
    ("patch", #"{"anyOf":[{"type":"string","format":"date","examples":["2026-02-16"]},{"type":"null"}]}"#),
  ])
  func recordsValuesOfEveryKind(member: String, expected: String) throws {
    let schema = try Schema(recording: Shapes.Mixture.self)
    let record = try #require(schema.record)
    let property = try #require(record.property(member))
    guard case .object(let object) = SchemaDocument(isClosed: { _ in false }).json(.record(record)),
      case .object(let properties)? = object["properties"], let json = properties[member]
    else {
      Issue.record("no properties")
      return
    }
    #expect(String(decoding: JSONWriter.bytes(of: json), as: UTF8.self) == expected)
    #expect(property.isRequired == !["limit", "patch"].contains(member))
  }

  @Test func takesNamesFromCodingKeys() throws {
    #expect(try Schema(recording: Shapes.Renamed.self).record?.properties.map(\.name) == ["first_name"])
  }

  @Test func recordsUnionsWithTheirDiscriminator() throws {
    let text = try Self.text(Shapes.Contact.self)
    #expect(
      text.contains(
        ##"""
        {"oneOf":[{"$ref":"#/components/schemas/Phone"},{"$ref":"#/components/schemas/Letter"}],"discriminator":\##
        {"propertyName":"kind","mapping":{"phone":"#/components/schemas/Phone","letter":"#/components/schemas/Letter"}}}
        """##))
    #expect(text.contains(#""required":["kind","number"],"properties":{"kind":{"type":"string","enum":["phone"]"#))
  }

  @Test func readsAndWritesUnions() throws {
    let contact = Shapes.Contact(
      name: "A", reach: .phone(.init(number: "1")), others: [.letter(.init(street: "High St", to: .example))])
    let tree = try JSONValue.encoding(contact)
    #expect(try JSONTree.decode(Shapes.Contact.self, from: tree) == contact)
    #expect(try Schema(recording: Shapes.Contact.self).faults(in: tree).isEmpty)
  }

  @Test func namesGenericTypesPlainly() throws {
    #expect(Page<Library.BookView>.schemaName == "PageOfBookView")
    #expect(plainSchemaName(of: [String: Int].self) == "DictionaryOfStringAndInt")
  }

  @Test func refusesWhatItCannotRecord() {
    func sentence<Value: Decodable>(_ type: Value.Type) -> String? {
      do {
        _ = try Schema(recording: type)
        return nil
      } catch {
        return String(describing: error)
      }
    }
    #expect(sentence(Shapes.Direct.self)?.contains("contains itself") == true)
    #expect(sentence(Shapes.ByHand.self)?.contains("a list by hand") == true)
    #expect(sentence(Shapes.Small.self)?.contains("an Int8") == true)
    #expect(sentence(Shapes.Empty.self)?.contains("raw values") == true)
    #expect(sentence(Shapes.TwoLeaves.self)?.contains("are both called Leaf") == true)
    #expect(sentence(Shapes.PhoneTwice.self)?.contains("cannot stand alone") == true)
    #expect(sentence(Shapes.PhoneFirst.self)?.contains("cannot be a variant") == true)
    #expect(sentence([Shapes.Tree].self) == nil)
  }

  @Test func everyValueTypeAcceptsItsOwnExample() throws {
    func check<Value: SchemaValue>(_ type: Value.Type) throws {
      let value = try JSONValue.encoding(Value.example)
      #expect(try Schema(recording: type).faults(in: value).isEmpty, "\(type)")
      _ = try JSONTree.decode(type, from: value)
    }
    try check(String.self)
    try check(Int.self)
    try check(Double.self)
    try check(Bool.self)
    try check(LocalDate.self)
    try check(LocalTime.self)
    try check(Instant.self)
    try check(Identifier.self)
    try check(Postcode.self)
    try check(Money.self)
    try check(PageLimit.self)
    try check(BoundedText<0, 1>.self)
    try check(BoundedText<1, 3>.self)
    try check(BoundedText<50, 60>.self)
    try check(BoundedInteger<3, 5>.self)
    try check(Cursor<Library.BookKey>.self)
  }
}
