// Types of the shapes that views and request bodies have.

enum Need: String, Codable, CaseIterable, Equatable {
  case speech = "SLCN"
  case autism = "ASD"
}

struct Provision: Codable, Equatable {
  var name: String
  var hours: Double?
  var isWeekly: Bool
}

struct Plan: Codable, Equatable {
  enum CodingKeys: String, CodingKey {
    case id
    case needs
    case primaryNeed = "primary_need"
    case provision
    case history
    case byName = "by_name"
    case note
    case grid
  }

  var id: Int
  var needs: [Need]
  var primaryNeed: Need?
  var provision: Provision
  var history: [Provision]
  var byName: [String: Provision]
  var note: String?
  var grid: [[Int]]

  static let example = Plan(
    id: 7, needs: [.autism, .speech], primaryNeed: nil,
    provision: Provision(name: "Speech “and” language\n", hours: 1.5, isWeekly: true),
    history: [
      Provision(name: "", hours: nil, isWeekly: false), Provision(name: "é😀", hours: 2, isWeekly: true),
    ],
    byName: [
      "z": Provision(name: "last", hours: nil, isWeekly: false),
      "a": Provision(name: "first", hours: nil, isWeekly: false),
    ],
    note: "n", grid: [[1, 2], [], [-3]])

  static let exampleText = [
    #"{"id":7,"needs":["ASD","SLCN"],"#,
    #""provision":{"name":"Speech “and” language\n","hours":1.5,"isWeekly":true},"#,
    #""history":[{"name":"","isWeekly":false},{"name":"é😀","hours":2,"isWeekly":true}],"#,
    #""by_name":{"a":{"name":"first","isWeekly":false},"z":{"name":"last","isWeekly":false}},"#,
    #""note":"n","grid":[[1,2],[],[-3]]}"#,
  ].joined()
}

struct Widths: Codable, Equatable {
  var int8 = Int8.min
  var int16 = Int16.min
  var int32 = Int32.min
  var int64 = Int64.min
  var uint8 = UInt8.max
  var uint16 = UInt16.max
  var uint32 = UInt32.max
  var uint64 = UInt64.max
  var uint = UInt.max
  var int = Int.max
  var float: Float = 0.1
  var double = 0.1
  var bool = false

  static let text = [
    #"{"int8":-128,"int16":-32768,"int32":-2147483648,"int64":-9223372036854775808,"#,
    #""uint8":255,"uint16":65535,"uint32":4294967295,"uint64":18446744073709551615,"#,
    #""uint":18446744073709551615,"int":9223372036854775807,"float":0.1,"double":0.1,"bool":false}"#,
  ].joined()
}

/// A tree that holds itself, through an array.
struct Taxon: Codable, Equatable {
  var name: String
  var children: [Taxon]
}

struct Empty: Codable, Equatable {}

/// A value that stands as a bare string.
struct Code: Codable, Equatable {
  var raw: String

  init(_ raw: String) {
    self.raw = raw
  }

  init(from decoder: any Decoder) throws {
    raw = try decoder.singleValueContainer().decode(String.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(raw)
  }
}

class Setting: Codable {
  var name = "A"

  init() {}
}

final class School: Setting {
  var urn = 103_754

  enum CodingKeys: String, CodingKey {
    case urn
  }

  override init() { super.init() }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    urn = try container.decode(Int.self, forKey: .urn)
    try super.init(from: try container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try super.encode(to: container.superEncoder())
    try container.encode(urn, forKey: .urn)
  }
}

/// A coding key of any name.
struct Name: CodingKey, ExpressibleByStringLiteral {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringLiteral value: String) {
    stringValue = value
  }

  init?(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}

/// A value that encodes itself by a closure.
struct Encoding: Encodable {
  let body: (any Encoder) throws -> Void

  init(_ body: @escaping (any Encoder) throws -> Void) {
    self.body = body
  }

  func encode(to encoder: any Encoder) throws {
    try body(encoder)
  }
}
