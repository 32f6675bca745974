/// Finding where the bytes of one class end; the bounds are checked once for a run.
extension Span where Element == UInt8 {
  /// Where bytes that a field value may hold end. Every byte of a head goes through here first, so eight are looked at
  /// together while nothing stands out.
  func endOfRun(ofValuesFrom start: Int, to end: Int) -> Int {
    var index = start
    while index + 8 <= end, bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).isPlainText {
      index += 8
    }
    return endOfRun(from: index, to: end) { $0.isValueByte }
  }

  /// Where bytes that a name may hold end.
  func endOfRun(ofTokensFrom start: Int, to end: Int) -> Int {
    endOfRun(from: start, to: end) { $0.isTokenByte }
  }

  /// Where bytes end for which `belongs` holds.
  @inline(__always)
  func endOfRun(from start: Int, to end: Int, of belongs: (UInt8) -> Bool) -> Int {
    precondition(start >= 0 && end <= count)
    var index = start
    while index < end, belongs(self[unchecked: index]) { index &+= 1 }
    return index
  }
}

extension UInt64 {
  /// Whether none of the eight bytes is below 0x20 or equal to 0x7F; may say no where one lies above that, so that a
  /// closer look follows.
  ///
  /// Each difference sets the top bit of such a byte. A borrow may set it in the byte above too, but only where one of
  /// them is there already, so the answer stands.
  fileprivate var isPlainText: Bool {
    let belowSpace = self &- 0x2020_2020_2020_2020
    let isDelete = (self ^ 0x7F7F_7F7F_7F7F_7F7F) &- 0x0101_0101_0101_0101
    return (belowSpace | isDelete) & 0x8080_8080_8080_8080 == 0
  }
}
