import HTTP
import Testing

/// A seeded generator, so that a failure comes again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Damaged bytes")
struct DamagedBytesTests {
  private static let sound = wire(
    "\r\nPOST http://h:80/a?b HTTP/1.1\r\nHost: [::1]:80\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3;a=b\r\nabc\r\n0a\r\n0123456789\r\n0\r\nX: y\r\n\r\n"
      + "PUT /%41 HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nabcd"
      + "OPTIONS * HTTP/1.1\r\nHost: a\r\nX: a long value, of which words are read\r\n\r\n")

  @Test("Whatever was damaged, the outcome does not depend on how the bytes are cut", arguments: 0..<20)
  func damage(seed: UInt64) {
    var random = SplitMix(state: seed)
    #expect(outcome(of: Self.sound).requests == ["POST /a?b abc0123456789", "PUT /%41 abcd", "OPTIONS *"])
    let telling = Array("\r\n\0 \t:;,#?/*[]%@0aF\u{7F}".utf8) + [0x80, 0xFF]
    for _ in 0..<100 {
      var bytes = Self.sound
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = bytes.indices.randomElement(using: &random) ?? 0
        let byte = telling.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      // `outcome` compares the cuts.
      #expect(outcome(of: bytes, thenEnd: true).ending != .open)
    }
  }
}
