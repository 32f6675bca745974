import Domain

extension ORUK {
  /// One price of a service.
  struct CostOption: FeedShape {
    var id: Identifier
    var validFrom: LocalDate?
    var validTo: LocalDate?
    var option: String?
    var currency: String?
    var amount: Double?
    var amountDescription: String?

    enum CodingKeys: String, CodingKey {
      case id
      case validFrom = "valid_from"
      case validTo = "valid_to"
      case option, currency, amount
      case amountDescription = "amount_description"
    }

    static let descriptions = sharedDescriptions("id").adding([
      "valid_from": "The first day on which this is the price.",
      "valid_to": "The last day on which this is the price.",
      "option": "For whom or for what this is the price.",
      "currency": "The currency as three letters (ISO 4217); pounds where there are none.",
      "amount": "The price in whole units of the currency, with pence as decimals.",
      "amount_description": "What one pays the price for, such as a session or a term.",
    ])

    static let example = CostOption(
      id: exampleID(0x35),
      validFrom: LocalDate("2026-09-01")!,
      validTo: LocalDate("2027-08-31")!,
      option: "A child, with up to two adults",
      currency: "GBP",
      amount: 3.5,
      amountDescription: "per session")
  }
}
