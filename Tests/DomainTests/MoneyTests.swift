import Domain
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("12.50", 1250, "12.50"), ("12", 1200, "12.00"), ("0", 0, "0.00"), ("0.05", 5, "0.05"), ("-0.05", -5, "-0.05"),
    ("-12", -1200, "-12.00"), ("92233720368547758.07", Int64.max, "92233720368547758.07"),
    ("-92233720368547758.08", Int64.min, "-92233720368547758.08"),
  ])
  func readsAndWrites(_ text: String, _ pence: Int64, _ written: String) throws {
    let money = try #require(Money(text))
    #expect(money.pence == pence)
    #expect(money.description == written)
    #expect(Money(written) == money)
    #expect(Money(number: text) == money)
  }

  @Test(arguments: [
    "", "-", ".", ".50", "12.", "12.5", "12.500", "+12", "-0", "-0.00", "012", "00", "1,000", "£12", "12 ", " 12",
    "1e3", "12.5a", "a", "--1", "92233720368547758.08", "-92233720368547758.09", "92233720368547759",
    "99999999999999999999999999",
  ])
  func refusesOtherForms(_ text: String) {
    #expect(Money(text) == nil)
  }

  @Test(
    arguments: [
      ("35", 3500), ("12.5", 1250), ("12.50", 1250), ("12.500000", 1250), ("35.0", 3500), ("-1.5", -150),
      ("12.505", nil), ("12.", nil), ("1e3", nil), ("", nil), ("012", nil), ("12.5x", nil), ("12.50x", nil),
    ] as [(String, Int64?)])
  func readsNumbersOfWholePence(_ text: String, _ pence: Int64?) {
    #expect(Money(number: text)?.pence == pence)
  }

  @Test func ordersByAmount() {
    #expect(Money(pence: -1) < Money(pence: 0))
    #expect(Money(pence: 999) < Money(pence: 1000))
  }
}
