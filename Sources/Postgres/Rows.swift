import CPostgres

/// The rows a statement answered with; the memory is libpq's and is freed with the last reference.
public final class Rows: RandomAccessCollection, @unchecked Sendable {
  private let result: OpaquePointer

  /// Takes over a result.
  init(_ result: OpaquePointer) {
    self.result = result
  }

  deinit { PQclear(result) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { Int(PQntuples(result)) }
  public subscript(index: Int) -> Row { Row(rows: self, index: Int32(index)) }

  /// How many rows an INSERT, UPDATE, DELETE or COPY touched.
  public var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  fileprivate func column(_ name: String) -> Int32? {
    let column = PQfnumber(result, name)
    return column < 0 ? nil : column
  }

  fileprivate func cell(_ row: Int32, _ column: Int32) -> Cell? {
    if PQgetisnull(result, row, column) != 0 { return nil }
    let length = Int(PQgetlength(result, row, column))
    let start = UnsafeRawPointer(PQgetvalue(result, row, column)).assumingMemoryBound(to: UInt8.self)
    return Cell(
      bytes: UnsafeBufferPointer(start: start, count: length), isBinary: PQfformat(result, column) == 1,
      type: PQftype(result, column))
  }
}

/// One value of a row as it came over the wire; valid as long as its rows are.
public struct Cell {
  public let bytes: UnsafeBufferPointer<UInt8>
  public let isBinary: Bool
  /// PostgreSQL's type number.
  public let type: UInt32

  /// The bytes as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// One row, read by column name.
public struct Row {
  fileprivate let rows: Rows
  fileprivate let index: Int32

  /// The value of a column that may not be NULL.
  public func get<Value: ColumnValue>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    guard let value = try getOptional(name, as: type) else { throw ColumnError(column: name, reason: "is NULL") }
    return value
  }

  /// The value of a column, or nil for NULL.
  public func getOptional<Value: ColumnValue>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
    guard let column = rows.column(name) else { throw ColumnError(column: name, reason: "is not in the result") }
    guard let cell = rows.cell(index, column) else { return nil }
    guard let value = Value(cell) else { throw ColumnError(column: name, reason: "is not a \(Value.self)") }
    return value
  }

  /// Reads a column's bytes without copying them.
  public func withBytes<Result>(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) throws -> Result {
    guard let column = rows.column(name) else { throw ColumnError(column: name, reason: "is not in the result") }
    guard let cell = rows.cell(index, column) else { throw ColumnError(column: name, reason: "is NULL") }
    return withExtendedLifetime(rows) { body(cell.bytes) }
  }
}

/// A type that a column can be read as.
public protocol ColumnValue {
  init?(_ cell: Cell)
}

extension String: ColumnValue {
  public init?(_ cell: Cell) { self = cell.text }
}

extension Int: ColumnValue {
  public init?(_ cell: Cell) {
    guard cell.isBinary else {
      self.init(cell.text)
      return
    }
    guard cell.bytes.count == 8 || cell.bytes.count == 4 else { return nil }
    let bits = cell.bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    self = cell.bytes.count == 8 ? Int(Int64(bitPattern: bits)) : Int(Int32(bitPattern: UInt32(bits)))
  }
}

extension Double: ColumnValue {
  public init?(_ cell: Cell) {
    guard !cell.isBinary else { return nil }
    self.init(cell.text)
  }
}

extension Bool: ColumnValue {
  public init?(_ cell: Cell) {
    guard cell.bytes.count == 1 else { return nil }
    self = cell.isBinary ? cell.bytes[0] == 1 : cell.bytes[0] == UInt8(ascii: "t")
  }
}

/// The bytes of a text as they are, or of a `bytea`.
extension [UInt8]: ColumnValue {
  public init?(_ cell: Cell) {
    guard cell.type == 17, !cell.isBinary else {
      self.init(cell.bytes)
      return
    }
    // A bytea in text form: \x and two hexadecimal digits a byte.
    func digit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte &- 48 : byte &- 87 }
    self.init()
    reserveCapacity(cell.bytes.count / 2 - 1)
    for place in stride(from: 2, to: cell.bytes.count - 1, by: 2) {
      append(digit(cell.bytes[place]) << 4 | digit(cell.bytes[place + 1]))
    }
  }
}
