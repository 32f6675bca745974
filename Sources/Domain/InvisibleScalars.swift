extension Unicode.Scalar {
  /// Whether this is white space of any width or kind, line and paragraph separators included (Unicode
  /// `White_Space`).
  var isSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether this is a control character, or one that has no width and only serves to mislead or to break words:
  /// soft hyphens, zero-width spaces, direction overrides, byte order marks, tags. Joiners are not among them.
  var isInvisible: Bool {
    switch value {
    case 0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// Whether this is a zero-width joiner or non-joiner, on which the spelling of some scripts and some emoji depend.
  var isJoiner: Bool { value == 0x200C || value == 0x200D }
}

extension String {
  /// The UTF-8 bytes without white space and invisible characters at either end, or nil when there are some inside.
  func bytesOfOneWord() -> ArraySlice<UInt8>? {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.isSpace || scalar.isInvisible || scalar.isJoiner }
    guard let first = unicodeScalars.firstIndex(where: { !isBlank($0) }),
      let last = unicodeScalars.lastIndex(where: { !isBlank($0) })
    else { return [] }
    let word = unicodeScalars[first...last]
    return word.contains(where: isBlank) ? nil : Array(String(word).utf8)[...]
  }
}
