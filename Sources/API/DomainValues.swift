import Domain

extension SchemaValue where Self: TextValue {
  /// The shape of a value that is read from text: its check is its own reading.
  static func textSchema(format: String? = nil, pattern: String? = nil) -> ValueSchema {
    .text(expectation, format: format, pattern: pattern) { Self($0) != nil }
  }
}

extension LocalDate: SchemaValue {
  public static var schema: ValueSchema { textSchema(format: "date") }
  public static var example: LocalDate { LocalDate(daysSince1970: 20_500)! }
}

extension Instant: SchemaValue {
  public static var schema: ValueSchema { textSchema(format: "date-time") }
  public static var example: Instant { Instant(unixMicroseconds: 1_771_234_200_000_000) }
}

extension LocalTime: SchemaValue {
  public static var schema: ValueSchema { textSchema(pattern: "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$") }
  public static var example: LocalTime { LocalTime(secondsSinceMidnight: 34_200)! }
}

extension Identifier: SchemaValue {
  public static var schema: ValueSchema { textSchema(format: "uuid") }
  public static var example: Identifier { Identifier(high: 0x0193_5A2E_7C41_7B0D, low: 0x9C3F_2A6B_5D10_E4F8) }
}

extension Postcode: SchemaValue {
  public static var schema: ValueSchema {
    textSchema(
      pattern: "^[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y])"
        + " [0-9][ABD-HJLNP-UW-Z]{2}$")
  }
  public static var example: Postcode { Postcode("DY1 1HF")! }
}

extension Money: SchemaValue {
  public static var schema: ValueSchema { textSchema(pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]{2})?$") }
  public static var example: Money { Money(pence: 1_250) }
}
