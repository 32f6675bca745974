import HTTP
import Synchronization

/// What a request is known by: in the answer, in the log, and to the systems it came through.
struct RequestIdentity: Sendable {
  /// The caller's `X-Request-ID` when it is fit to repeat, otherwise one of ours.
  let requestID: String
  /// The trace of the caller's `traceparent` when that is valid, otherwise one of ours.
  let traceID: String
}

/// Makes identities; each router has a maker of its own.
final class IdentityMaker: Sendable {
  private let seeds: (UInt64, UInt64)
  private let counter = Atomic<UInt64>(0)

  init() {
    seeds = (.random(in: .min ... .max), .random(in: .min ... .max))
  }

  /// Takes what the caller sent where it is well-formed; where both must be made, one identifier serves as both.
  func identity(for fields: Fields) -> RequestIdentity {
    let requestID = fields.bytes("X-Request-ID").flatMap(Self.requestID)
    let traceID = fields.bytes("traceparent").flatMap(Self.traceID)
    if let requestID, let traceID { return RequestIdentity(requestID: requestID, traceID: traceID) }
    let made = make()
    return RequestIdentity(requestID: requestID ?? made, traceID: traceID ?? made)
  }

  /// 32 hexadecimal digits. They need to be distinct, not secret: a counter, stirred with two random seeds
  /// (the finaliser of SplitMix64).
  func make() -> String {
    let count = counter.wrappingAdd(1, ordering: .relaxed).newValue
    let (high, low) = ((seeds.0 &+ count &* 0x9E37_79B9_7F4A_7C15).stirred, (seeds.1 ^ count).stirred)
    return String(unsafeUninitializedCapacity: 32) { buffer in
      for digit in 0..<16 {
        let shift = UInt64(60 - 4 * digit)
        buffer[digit] = UInt8(high >> shift & 0xF).hexDigit
        buffer[16 + digit] = UInt8(low >> shift & 0xF).hexDigit
      }
      return 32
    }
  }

  /// A caller's identifier, when it is 1 to 64 letters, digits, dots, low lines and hyphens: nothing that could
  /// forge a field or a log line.
  static func requestID(_ sent: ArraySlice<UInt8>) -> String? {
    guard (1...64).contains(sent.count), sent.allSatisfy(\.isIdentifierByte) else { return nil }
    return String(decoding: sent, as: UTF8.self)
  }

  /// The trace identifier of a `traceparent` (W3C Trace Context §3.2.2): `00-<32 hex>-<16 hex>-<2 hex>`, neither
  /// identifier all zero; a later version may go on after a hyphen.
  static func traceID(_ sent: ArraySlice<UInt8>) -> String? {
    let bytes = Array(sent)
    let hyphen = UInt8(ascii: "-")
    guard bytes.count >= 55, [2, 35, 52].allSatisfy({ bytes[$0] == hyphen }),
      [0..<2, 3..<35, 36..<52, 53..<55].allSatisfy({ bytes[$0].allSatisfy(\.isLowerHexDigit) }),
      [3..<35, 36..<52].allSatisfy({ bytes[$0].contains { $0 != UInt8(ascii: "0") } })
    else { return nil }
    switch (bytes[0], bytes[1]) {
    case (UInt8(ascii: "0"), UInt8(ascii: "0")): guard bytes.count == 55 else { return nil }
    case (UInt8(ascii: "f"), UInt8(ascii: "f")): return nil
    default: guard bytes.count == 55 || bytes[55] == hyphen else { return nil }
    }
    return String(decoding: bytes[3..<35], as: UTF8.self)
  }
}

extension UInt64 {
  /// The finaliser of SplitMix64: every bit of the input moves about half of the bits of the output.
  fileprivate var stirred: UInt64 {
    var bits = self
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

extension UInt8 {
  /// The digit of a number below 16.
  fileprivate var hexDigit: UInt8 { self < 10 ? 0x30 + self : 0x57 + self }

  fileprivate var isLowerHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self)
  }

  fileprivate var isIdentifierByte: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF) || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
  }
}
