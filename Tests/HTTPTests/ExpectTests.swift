import HTTP
import Testing

@Suite("Expect")
struct ExpectTests {
  private func machine(_ fields: String, version: String = "1.1", body: String = "") throws -> ConnectionMachine {
    var machine = ConnectionMachine()
    machine.receive(wire("POST / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"))
    _ = try machine.nextHead()
    return machine
  }

  @Test(
    "A client that withholds its body waits for 100 Continue",
    arguments: [
      "Expect: 100-continue\r\nContent-Length: 5", "Expect: 100-Continue\r\nTransfer-Encoding: chunked",
      "Content-Length: 5\r\nexpect:\t100-CONTINUE ",
      "Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 5",
    ])
  func waits(fields: String) throws {
    var machine = try machine(fields)
    #expect(machine.expectsContinue)
    guard case .needsBytes = machine.next() else {
      Issue.record("There is no body yet.")
      return
    }
    #expect(machine.expectsContinue)
    machine.continueWasSent()
    #expect(!machine.expectsContinue)
  }

  @Test("A client whose body is on its way does not wait")
  func bodyHasBegun() throws {
    #expect(try !machine("Expect: 100-continue\r\nContent-Length: 5", body: "h").expectsContinue)
    var late = try machine("Expect: 100-continue\r\nTransfer-Encoding: chunked")
    late.receive(wire("5"))
    #expect(!late.expectsContinue)
    _ = late.next()
    #expect(late.bufferedBytes == 0)
    #expect(!late.expectsContinue)
  }

  @Test("Without a body, without the field and from HTTP/1.0 there is nothing to wait for")
  func nothingToWaitFor() throws {
    #expect(try !machine("Expect: 100-continue").expectsContinue)
    #expect(try !machine("Expect: 100-continue\r\nContent-Length: 0").expectsContinue)
    #expect(try !machine("Content-Length: 5").expectsContinue)
    #expect(try !machine("Expect: 100-continue\r\nContent-Length: 5", version: "1.0").expectsContinue)
    #expect(try !machine("Expect: x\r\nContent-Length: 5", version: "1.0").expectsContinue)
  }

  @Test("The next request does not inherit the expectation")
  func nextRequest() throws {
    var machine = try machine("Expect: 100-continue\r\nContent-Length: 1")
    machine.continueWasSent()
    machine.receive(wire("xPOST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"))
    _ = machine.next()
    _ = machine.next()
    machine.startNextRequest()
    #expect(!machine.expectsContinue)
    _ = try machine.nextHead()
    #expect(machine.expectsContinue)
  }

  @Test(
    "Any other expectation fails",
    arguments: ["x", "", "100-continue, x", "100-continue; a=b", "100", "100-continue\r\nExpect: x"])
  func otherExpectations(value: String) {
    let request = "POST / HTTP/1.1\r\nHost: a\r\nExpect: \(value)\r\nContent-Length: 5\r\n\r\nhello"
    #expect(outcome(of: request) == .refused(417, "expectation-failed"))
  }
}
