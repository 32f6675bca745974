/// A JSON text as it is being written: bytes at the end of memory that grows by doubling.
///
/// It does what an array of bytes does, without that one's checks at each append, which tell when most appends are of
/// a few bytes.
struct TextBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0

  /// Doubles below this magnitude hold every integer exactly, so an integral one can be written as one.
  private static let exactIntegers = 9_007_199_254_740_992.0
  /// The digits of the largest `UInt128`, and a sign.
  private static let longestInteger = 40

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit {
    start.deallocate()
  }

  /// What was written.
  var bytes: [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  mutating func append(literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  mutating func append(_ bool: Bool) {
    append(literal: bool ? "true" : "false")
  }

  /// Appends a string with its quotation marks.
  mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { text in
      append(Byte.quote)
      StringEscaping.forEachPiece(of: text) { piece in
        reserve(StringEscaping.room(for: piece.count))
        count += StringEscaping.write(piece, to: start + count)
      }
      append(Byte.quote)
    }
  }

  @inline(__always)
  mutating func append(_ integer: some FixedWidthInteger) {
    reserve(Self.longestInteger)
    if integer < 0 {
      start[count] = Byte.minus
      count += 1
    }
    let first = count
    var rest = integer.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      start[count] = Byte.zero + UInt8(truncatingIfNeeded: digit)
      count += 1
      rest = quotient
    } while rest > 0
    var digits = UnsafeMutableBufferPointer(start: start + first, count: count - first)
    digits.reverse()
  }

  /// Appends the shortest literal that reads back as the same finite value, integral ones without a fraction.
  mutating func append(_ value: Double) {
    if value.magnitude < Self.exactIntegers, Double(Int64(value)) == value, value != 0 || value.sign == .plus {
      append(Int64(value))
    } else {
      append(description: value.description)
    }
  }

  /// Appends the shortest literal that reads back as the same finite `Float`, integral ones without a fraction.
  mutating func append(_ value: Float) {
    append(description: value.description)
  }

  /// Swift writes a number in the shortest digits that tell it from its neighbours, but as `1.0` where this says `1`.
  private mutating func append(description: String) {
    var description = description
    description.withUTF8 { digits in
      let isIntegral = digits.suffix(2).elementsEqual([Byte.dot, Byte.zero])
      append(UnsafeBufferPointer(rebasing: isIntegral ? digits.dropLast(2) : digits[...]))
    }
  }

  mutating func append(_ number: JSONNumber) {
    var literal = number.text
    literal.withUTF8 { append($0) }
  }

  /// Appends bytes as they are.
  mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
    guard let first = run.baseAddress else { return }
    reserve(run.count)
    (start + count).update(from: first, count: run.count)
    count += run.count
  }

  @inline(__always)
  private mutating func reserve(_ room: Int) {
    if capacity - count < room { grow(room) }
  }

  @inline(never)
  private mutating func grow(_ room: Int) {
    capacity = max(2 * capacity, count + room)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
