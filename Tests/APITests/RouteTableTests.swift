import API
import Access
import Domain
import HTTP
import Testing

@Suite struct RouteTableTests {
  private struct ID: Codable, Sendable {
    let id: Identifier
  }

  private struct Loose: Codable, Sendable {
    let id: Identifier?
  }

  private struct Wide: Codable, Sendable {
    let leaf: Library.AuthorView
  }

  private struct Odd: Codable, Sendable {
    let number: Float
  }

  private static func route<Path: Decodable & Sendable, Query: Decodable & Sendable>(
    _ path: String, _ id: String = "a", method: HTTP.Method = .get, _: Path.Type = NoInput.self,
    _: Query.Type = NoInput.self
  ) -> Route {
    Route(method, path, id: id, tag: "Books", "A", access: Library.open) { (_: Call<Path, Query, NoInput>) in
      NoContent()
    }
  }

  private func faults(@RouteList _ routes: () -> [Route]) -> [String] {
    do {
      _ = try RouteTable(routes)
      return []
    } catch {
      return error.faults
    }
  }

  @Test func takesWhatIsSound() {
    #expect(
      faults {
        Library.routes
        SystemRoutes.health
        SystemRoutes.measured(by: Metrics())
      } == [])
    #expect(faults { Self.route("/") } == [])
    #expect(faults { Self.route("/a/") } == [])
    #expect(faults { if true { Self.route("/a") } } == [])
  }

  @Test(arguments: [
    (Self.route("a"), "a: the path a does not begin with a slash"),
    (Self.route("/{id}/{id}", "a", ID.self), "a: the path /{id}/{id} names a parameter twice"),
    (Self.route("/x{id}", "a"), "a: the path /x{id} has a brace that does not make a whole segment a parameter"),
    (Self.route("/{}", "a"), "a: the path /{} has a brace that does not make a whole segment a parameter"),
    (Self.route("/{id}", "a"), "a: /{id} names (id) but NoInput has ()"),
    (Self.route("/x", "a", ID.self), "a: /x names () but ID has (id)"),
    (Self.route("/{key}", "a", ID.self), "a: /{key} names (key) but ID has (id)"),
    (Self.route("/{id}", "a", Loose.self), "a: the path parameter id must be one required value"),
    (Self.route("/x", "a", NoInput.self, Wide.self), "a: leaf of Wide is neither a value nor a list of values."),
    (Self.route("/x", method: .options), "a: OPTIONS is answered by the router itself"),
  ])
  func refusesWhatIsNot(route: Route, sentence: String) {
    #expect(faults { route } == [sentence])
  }

  @Test func refusesWhatCannotBeRecorded() {
    let found = faults { Self.route("/x", "a", NoInput.self, Odd.self) }
    #expect(found.count == 1)
    #expect(found.first?.contains("a Float") == true)
  }

  @Test func refusesTwins() {
    #expect(
      faults {
        Self.route("/a/{id}", "one", ID.self)
        Self.route("/a/{id}", "two", ID.self)
        Self.route("/b", "two")
      } == ["two: another route answers GET /a/{}", "two: two routes have this id"])
  }

  @Test func refusesTwoShapesOfOneName() {
    struct Caller: Exemplified {
      let phone: Shapes.Phone
      static let descriptions = ["phone": "P."]
      static let example = Caller(phone: .init(number: "1"))
    }
    struct Reacher: Exemplified {
      let reach: Shapes.Reach
      static let descriptions = ["reach": "R."]
      static let example = Reacher(reach: .phone(.init(number: "1")))
    }
    let lists: [[Route]] = [
      [Self.replying("one", Caller.example)], [Self.replying("two", Reacher.example)],
      [Self.replying("one", Caller.example), Self.replying("two", Reacher.example)],
    ]
    #expect(
      lists.map { routes in
        do {
          _ = try RouteTable(ContractTests.service) { routes }
          return true
        } catch {
          return false
        }
      } == [true, true, false])
  }

  private static func replying<View: Exemplified>(_ id: String, _ view: View) -> Route {
    Route(.get, "/\(id)", id: id, tag: "Books", "A", access: Library.open) { (_: Call<NoInput, NoInput, NoInput>) in
      Reply(view)
    }
  }

  @Test(arguments: [
    (RouteAccess.anyone(because: "x"), Principal.anonymous, AccessDecision.allowed),
    (.anyone(because: "x"), librarian, .allowed),
    (.holder(of: Permission("books:write")), .anonymous, .unauthenticated),
    (.holder(of: Permission("books:write")), librarian, .allowed),
    (.holder(of: Permission("books:remove")), librarian, .forbidden),
    (.holder(of: Permission("Books:write")), librarian, .forbidden),
  ])
  func decidesOnAccess(access: RouteAccess, principal: Principal, decision: AccessDecision) {
    #expect(access.decision(for: principal) == decision)
    #expect(access.isPublic == (access == .anyone(because: "x")))
  }
}
