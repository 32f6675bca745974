/// The name of a member as a coding key, where no type lists the names.
struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) {
    stringValue = name
  }

  init?(stringValue: String) {
    self.init(stringValue)
  }

  init?(intValue: Int) {
    nil
  }
}

/// The place of an element in its array, from 0, as a coding key.
struct ElementIndex: CodingKey {
  let index: Int
  var stringValue: String { String(index) }
  var intValue: Int? { index }

  init(_ index: Int) {
    self.index = index
  }

  init?(stringValue: String) {
    nil
  }

  init?(intValue: Int) {
    self.init(intValue)
  }
}
