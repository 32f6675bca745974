import Domain
import Foundation
import Testing

@Suite struct TextValueTests {
  private func expectOneString<Value: TextValue>(_ type: Value.Type, _ right: String, _ wrong: String) throws {
    let json = Data("[\"\(right)\"]".utf8)
    let values = try JSONDecoder().decode([Value].self, from: json)
    #expect(values.map(\.description) == [right])
    #expect(try JSONEncoder().encode(values) == json)
    #expect(Set(values).contains(try #require(Value(Array(right.utf8)))))

    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Value].self, from: Data("[\"\(wrong)\"]".utf8))
    }
    guard case .dataCorrupted(let context) = error else {
      Issue.record("\(wrong) gave \(String(describing: error))")
      return
    }
    #expect(context.debugDescription.contains(Value.expectation))
    #expect(context.codingPath.map(\.intValue) == [0])
  }

  @Test func areOneStringInJSON() throws {
    try expectOneString(LocalDate.self, "2026-02-16", "2026-02-30")
    try expectOneString(LocalTime.self, "09:30:00", "24:00")
    try expectOneString(Instant.self, "2026-02-16T09:30:00Z", "2026-02-16T09:30:00")
    try expectOneString(Postcode.self, "DY1 1HF", "DY1-1HF")
    try expectOneString(Money.self, "12.50", "12.5")
    try expectOneString(Identifier.self, "2ed6657d-e927-568b-95e1-2665a8aea6a2", "2ed6657d")
    try expectOneString(WeekdayList.self, "1MO,-1FR", "0MO")
  }

  @Test func refuseWhatIsNoString() {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Money].self, from: Data("[12.5]".utf8)) }
  }
}
