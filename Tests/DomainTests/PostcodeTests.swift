import Domain
import Testing

@Suite struct PostcodeTests {
  @Test(arguments: [
    ("DY1 1HF", "DY1 1HF"), ("dy11hf", "DY1 1HF"), (" Dy 1 1h F\t", "DY1 1HF"), ("DY1\u{A0}1HF", "DY1 1HF"),
    ("DY10 9ZZ", "DY10 9ZZ"), ("B63 3AA", "B63 3AA"), ("M1 1AE", "M1 1AE"), ("W1A 0AX", "W1A 0AX"),
    ("EC1A 1BB", "EC1A 1BB"), ("WC1A9ZZ", "WC1A 9ZZ"), ("CR2 6XH", "CR2 6XH"), ("DN55 1PT", "DN55 1PT"),
    ("SW1W 0NY", "SW1W 0NY"), ("gir0aa", "GIR 0AA"), ("WV14 9LA", "WV14 9LA"),
  ])
  func normalises(_ text: String, _ expected: String) throws {
    let postcode = try #require(Postcode(text))
    #expect(postcode.description == expected)
    #expect(Postcode(expected) == postcode)
  }

  @Test(arguments: [
    "DY1 1H", "QY1 1HF", "VY1 1HF", "XY1 1HF", "DI1 1HF", "DJ1 1HF", "DZ1 1HF", "DY1 1CI", "DY1 1CA", "DY1 1AV",
    "D1Y 1HF2", "D1Y 1HF", "11 1AA", "DY1-1HF", "DY 1HF", "DYY 1HF", "DY1C 1HF", "DY111 1HF", "W1L 0AX", "DY1 AHF",
    "DY1 11F", "GIR 0AB", "ＤY1 1HF", "DY1\u{200B}1HF", "D", "",
  ])
  func refusesOtherShapes(_ text: String) {
    #expect(Postcode(text) == nil)
  }

  @Test(arguments: [
    ("DY1 1HF", "DY1 1", "DY1", "DY"), ("B63 3AA", "B63 3", "B63", "B"), ("EC1A 1BB", "EC1A 1", "EC1A", "EC"),
    ("DN55 1PT", "DN55 1", "DN55", "DN"), ("W1A 0AX", "W1A 0", "W1A", "W"), ("GIR 0AA", "GIR 0", "GIR", "GIR"),
  ])
  func hasParts(_ text: String, _ sector: String, _ district: String, _ area: String) throws {
    let postcode = try #require(Postcode(text))
    #expect(postcode.sector == sector)
    #expect(postcode.district == district)
    #expect(postcode.area == area)
  }
}
