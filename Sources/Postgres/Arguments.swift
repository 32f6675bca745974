/// The parameters of one statement laid out as libpq reads them: one block of bytes and pointers into it.
struct Arguments {
  private var block: [CChar] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []
  /// The type of each: 0 where the server infers it.
  private(set) var types: [UInt32] = []

  private static let bytea: UInt32 = 17

  init(_ parameters: [Parameter]) throws(PostgresError) {
    starts.reserveCapacity(parameters.count)
    for parameter in parameters {
      switch parameter {
      case .null:
        add(start: -1, length: 0, format: 0, type: 0)
      case .text(let text):
        let start = block.count
        for byte in text.utf8 {
          // libpq reads a text up to its NUL: what follows would silently vanish.
          if byte == 0 { throw .invalidText }
          block.append(CChar(bitPattern: byte))
        }
        add(start: start, length: block.count - start, format: 0, type: 0)
        block.append(0)
      case .bytes(let bytes):
        add(start: block.count, length: bytes.count, format: 1, type: Arguments.bytea)
        block.append(contentsOf: bytes.lazy.map { CChar(bitPattern: $0) })
        block.append(0)
      }
    }
  }

  private mutating func add(start: Int, length: Int, format: Int32, type: UInt32) {
    starts.append(start)
    lengths.append(Int32(length))
    formats.append(format)
    types.append(type)
  }

  /// Calls the body with the value pointers, lengths and formats that libpq's send functions take.
  func withPointers<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
  ) -> Result {
    block.withUnsafeBufferPointer { block in
      withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)) { pointers in
        for (index, start) in starts.enumerated() {
          pointers[index] = start < 0 ? nil : block.baseAddress! + start
        }
        return lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(
              UnsafePointer(pointers.baseAddress!), lengths.baseAddress ?? UnsafePointer(bitPattern: 8)!,
              formats.baseAddress ?? UnsafePointer(bitPattern: 8)!)
          }
        }
      }
    }
  }
}
