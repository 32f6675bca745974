import API
import Foundation
import Postgres
import TestSupport
import Testing

@testable import LocalOffer

/// What must hold of every route and code of the service, walked over the tables.
@Suite struct ContractTests {
  let table: RouteTable

  init() throws {
    table = try RouteTable {
      LocalOffer.routes
      SystemRoutes.health
    }
  }

  @Test func everyRouteIsDescribedWithExamplesThatHold() {
    #expect(table.review() == [])
  }

  @Test func everyPathOfTheStandardIsServed() {
    let served = Set(table.routes.map(\.template.description))
    let resources = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]
    let wanted = ["/oruk/v3/"] + resources.flatMap { ["/oruk/v3/\($0)", "/oruk/v3/\($0)/{id}"] }
    #expect(Set(wanted).subtracting(served) == [])
    #expect(wanted.count == 11)
  }

  @Test func everyRouteOfTheFeedIsOpenAndSaysWhy() {
    for route in LocalOffer.routes {
      guard case .anyone(let reason) = route.access else {
        Issue.record("\(route.id) is not open")
        continue
      }
      #expect(reason.contains("CFA 2014 s30"))
    }
  }

  @Test func codesOfProblemsAreUnique() {
    #expect(Set(ProblemCode.allCases.map(\.rawValue)).count == ProblemCode.allCases.count)
    #expect(Set(ProblemCode.allCases.map(\.title)).count == ProblemCode.allCases.count)
  }

  @Test func thePageOfErrorsIsAsTheTableSaysIt() throws {
    let page = try String(contentsOfFile: TestDatabase.root + "/docs/errors.md", encoding: .utf8)
    #expect(page == ProblemCode.page(), "write it anew: send-api errors > docs/errors.md")
  }

  /// The words an enumeration allows are those of the column's CHECK constraint.
  @Test(
    .enabled(if: TestDatabase.isAvailable),
    arguments: [
      ("services", "status", ORUK.ServiceStatus.allCases.map(\.rawValue)),
      ("locations", "location_type", ORUK.PlaceType.allCases.map(\.rawValue)),
      ("addresses", "address_type", ORUK.PlaceType.allCases.map(\.rawValue)),
      ("schedules", "freq", ORUK.Frequency.allCases.map(\.rawValue)),
    ])
  func enumerationsEqualTheirConstraints(table: String, column: String, words: [String]) throws {
    let database = try TestDatabase()
    let allowed = try onLoop { loop in
      let pool = Pool(url: database.superuserURL, loop: loop)
      pool.open()
      defer { pool.close() }
      let rows = try await pool.read(
        """
        SELECT (regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''', 'g'))[1] AS word
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
        WHERE c.contype = 'c' AND c.conrelid = \("send." + table)::regclass AND a.attname = \(column)
        """)
      return try rows.map { try $0.get("word", as: String.self) }
    }
    #expect(Set(allowed) == Set(words))
  }
}
