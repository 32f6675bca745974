import Domain
import Testing

@Suite struct IdentifierTests {
  static let dns = Identifier(high: 0x6BA7_B810_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)
  static let url = Identifier(high: 0x6BA7_B811_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)

  @Test(arguments: [
    "2ed6657d-e927-568b-95e1-2665a8aea6a2", "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff", "01234567-89ab-cdef-0123-456789abcdef",
  ])
  func readsBothCasesAndWritesLower(_ text: String) throws {
    let identifier = try #require(Identifier(text))
    #expect(identifier.description == text)
    #expect(Identifier(text.uppercased()) == identifier)
    #expect(Identifier(networkBytes: identifier.networkBytes.span) == identifier)
  }

  @Test func keepsTheBytesInOrder() {
    let identifier = Identifier("00010203-0405-0607-0809-0a0b0c0d0e0f")
    #expect(identifier?.networkBytes == Array(0...15))
    #expect(Identifier(networkBytes: [1, 2, 3].span) == nil)
  }

  @Test(arguments: [
    "", "2ed6657de927568b95e12665a8aea6a2", "{2ed6657d-e927-568b-95e1-2665a8aea6a2}",
    "urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2", "2ed6657d-e927-568b-95e1-2665a8aea6a",
    "2ed6657d-e927-568b-95e1-2665a8aea6a2 ", "2ed6657g-e927-568b-95e1-2665a8aea6a2",
    "2ed6657d-e927-568b-95e12-665a8aea6a2", "2ed6657d_e927_568b_95e1_2665a8aea6a2",
    "+ed6657d-e927-568b-95e1-2665a8aea6a2",
  ])
  func refusesOtherForms(_ text: String) {
    #expect(Identifier(text) == nil)
  }

  @Test(arguments: [
    ("2ed6657d-e927-568b-95e1-2665a8aea6a2", 5), ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f", 7),
    ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", 1), ("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0", 8),
    ("919108f7-52d1-4320-bbac-f847db4148a8", 4), ("919108f7-52d1-4320-abac-f847db4148a8", 4),
    ("919108f7-52d1-4320-7bac-f847db4148a8", nil), ("919108f7-52d1-4320-cbac-f847db4148a8", nil),
    ("919108f7-52d1-0320-bbac-f847db4148a8", nil), ("919108f7-52d1-9320-bbac-f847db4148a8", nil),
    ("00000000-0000-0000-0000-000000000000", nil), ("ffffffff-ffff-ffff-ffff-ffffffffffff", nil),
  ])
  func tellsItsVersion(_ text: String, _ version: Int?) throws {
    let identifier = try #require(Identifier(text))
    #expect(identifier.version == version)
    #expect(identifier.isRFC4122 == (version != nil))
  }

  /// The first is RFC 9562 appendix A.4, the others by another implementation.
  @Test(arguments: [
    (dns, "www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
    (url, "https://www.example.org/Ä", "c4a6bca4-134b-50b0-9433-224972041ba6"),
    (dns, String(repeating: "x", count: 100), "897f5b43-a3c8-582d-9c8d-9cfe358a534d"),
  ])
  func makesVersion5(_ namespace: Identifier, _ name: String, _ expected: String) {
    #expect(Identifier.v5(namespace: namespace, name: Array(name.utf8), sha1: sha1).description == expected)
  }

  /// RFC 9562 appendix A.6.
  @Test func makesVersion7() {
    let made = Identifier.v7(unixMilliseconds: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
    #expect(made.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    let all = Identifier.v7(unixMilliseconds: .max, random: (.max, .max))
    #expect(all.description == "ffffffff-ffff-7fff-bfff-ffffffffffff")
    let none = Identifier.v7(unixMilliseconds: 0, random: (0, 0))
    #expect(none.description == "00000000-0000-7000-8000-000000000000")
    #expect(none < made && made < all)
  }

  @Test func ordersAsTheTextDoes() {
    var random = SplitMix64(seed: 1)
    let identifiers = (0..<100).map { _ in Identifier(high: random.next() & 3, low: random.next()) }
    #expect(identifiers.sorted().map(\.description) == identifiers.map(\.description).sorted())
  }
}
