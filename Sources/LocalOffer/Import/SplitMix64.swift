/// Pseudo-random numbers that follow from a seed alone, on every machine and with every version of Swift: SplitMix64
/// (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix64 {
  private var state: UInt64

  /// The numbers of a seed, or of one of the many series that a seed has.
  init(seed: UInt64, series: UInt64 = 0) {
    state = seed
    state = next() ^ series &* 0xD6E8_FEB8_6659_FD93
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number of the range.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
  }

  /// Whether something happens that happens `percent` times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }

  /// Any of the elements, which are not none.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(in: 0...elements.count - 1)] }

  /// One of the elements, the first ones far more often than the last, as words are in a language.
  mutating func pickUnevenly<Element>(_ elements: [Element]) -> Element {
    let share = Double(next() >> 11) / Double(1 << 53)
    return elements[min(elements.count - 1, Int(share * share * share * Double(elements.count)))]
  }
}
