import Domain

extension Identifier: Bindable, ColumnValue {
  public var parameter: Parameter { .text(description) }

  public init?(_ cell: Cell) { self.init(cell.text) }
}

extension LocalDate: Bindable, ColumnValue {
  public var parameter: Parameter { .text(description) }

  public init?(_ cell: Cell) { self.init(cell.text) }
}

extension LocalTime: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Instant: Bindable {
  public var parameter: Parameter { .text(description) }
}

extension Postcode: Bindable {
  public var parameter: Parameter { .text(description) }
}
