import HTTP
import Testing

@Suite("Fields")
struct FieldsTests {
  private let fields = Fields([("Accept", "a"), ("X-One", "1"), ("accept", "b"), ("Empty", "")])

  @Test("Names are found without regard to case", arguments: ["X-One", "x-one", "X-ONE"])
  func lookup(name: String) {
    #expect(fields[name] == "1")
    #expect(fields.contains(name))
    #expect(fields.bytes(name).map(Array.init) == wire("1"))
  }

  @Test("The first value, and every value, in order")
  func values() {
    #expect(fields["Accept"] == "a")
    #expect(fields.values("ACCEPT") == ["a", "b"])
    #expect(fields.count == 4)
    #expect(fields.map(\.name) == ["Accept", "X-One", "accept", "Empty"])
    #expect(fields.map(\.value) == ["a", "1", "b", ""])
  }

  @Test("What is not there is nil, what is empty is empty")
  func absence() {
    #expect(fields["X-On"] == nil)
    #expect(fields["X_One"] == nil)
    #expect(fields.bytes("Nothing") == nil)
    #expect(fields.values("Nothing").isEmpty)
    #expect(!fields.contains("Nothing"))
    #expect(fields["Empty"] == "")
    #expect(fields.contains("Empty"))
    #expect(Fields().isEmptySequence)
  }

  @Test("Letters differ by one bit, and so do other bytes, which are not the same")
  func notLetters() {
    #expect(Fields([("^", "1")])["~"] == nil)
    #expect(Fields([("@", "1")])["`"] == nil)
  }

  @Test("Bytes that are not UTF-8 come as they were sent, and are marked in the text")
  func opaqueBytes() throws {
    var machine = ConnectionMachine()
    machine.receive(wire("GET / HTTP/1.1\r\nHost: a\r\nX: D\u{FC}sseldorf\r\nY: D\u{C3}\u{BC}\r\n\r\n"))
    let fields = try machine.nextHead().fields
    #expect(fields.bytes("X").map(Array.init) == wire("D\u{FC}sseldorf"))
    #expect(fields["X"] == "D\u{FFFD}sseldorf")
    #expect(fields["Y"] == "Dü")
  }
}

extension Fields {
  fileprivate var isEmptySequence: Bool { first { _ in true } == nil && count == 0 }
}
