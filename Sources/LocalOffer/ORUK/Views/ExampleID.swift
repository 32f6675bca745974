import Domain

extension ORUK {
  /// A UUID for the examples, in which one record is told from the next by its end.
  static func exampleID(_ number: UInt64) -> Identifier {
    Identifier(high: 0x0199_A2E4_6C10_7B3D, low: 0x8F2A_41C7_0E5B_0000 + number)
  }
}
