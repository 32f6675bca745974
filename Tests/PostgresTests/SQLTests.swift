import Domain
import Testing

@testable import Postgres

@Suite struct SQLTests {
  @Test func valuesAreBoundAndNeverSpliced() {
    let name = "Robert'); DROP TABLE services;--"
    let sql: SQL = "SELECT 1 FROM t WHERE name = \(name) AND age > \(7) AND note = \(String?.none)"
    #expect(sql.text == "SELECT 1 FROM t WHERE name = $1 AND age > $2 AND note = $3")
    #expect(sql.parameters == [.text(name), .text("7"), .null])
  }

  @Test func partsAreNumberedTogether() {
    let parts: [SQL] = ["a = \(1)", "b = \("x")", "c"]
    let sql: SQL = "SELECT \(true) WHERE \(parts.joined(by: " AND ")) LIMIT \(5)"
    #expect(sql.text == "SELECT $1 WHERE a = $2 AND b = $3 AND c LIMIT $4")
    #expect(sql.parameters == [.text("t"), .text("1"), .text("x"), .text("5")])
  }

  @Test(
    arguments: [
      ([], "{}"), (["a", nil], #"{"a",NULL}"#), ([#"q"uote"#, #"back\slash"#], #"{"q\"uote","back\\slash"}"#),
      (["a,b", "{}", "NULL", ""], #"{"a,b","{}","NULL",""}"#),
    ] as [([String?], String)])
  func arraysAreQuoted(elements: [String?], literal: String) {
    #expect(ArrayParameter(elements).parameter == .text(literal))
  }
}
