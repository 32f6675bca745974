import API
import Access
import Domain
import HTTP
import JSON

/// A small service to test with: a library, which has nothing to do with ours.
enum Library {
  static let open = RouteAccess.anyone(because: "Anyone may look at the shelves")

  @RouteList static var routes: [Route] {
    Route(
      .get, "/books", id: "listBooks", tag: "Books", "Books, oldest first", access: open,
      declares: [.cache(.publicly(seconds: 60))], handler: list)
    Route(
      .get, "/books/{id}", id: "getBook", tag: "Books", "One book", access: open, declares: [.conditional],
      handler: one)
    Route(
      .post, "/books", id: "addBook", tag: "Books", "Add a book", access: .holder(of: Permission("books:write")),
      declares: [.idempotent], handler: add)
    Route(
      .patch, "/books/{id}", id: "changeBook", tag: "Books", "Change a book",
      access: .holder(of: Permission("books:write")), declares: [.ifMatch, .conditional], handler: change)
    Route(
      .delete, "/books/{id}", id: "removeBook", tag: "Books", "Remove a book",
      access: .holder(of: Permission("books:remove")), declares: [.ifMatch], handler: remove)
    Route(
      .get, "/books/newest", id: "newestBook", tag: "Books", "The newest book", access: open, handler: newest)
    Route(
      .get, "/books/{id}/chapters/{number}", id: "getChapter", tag: "Books", "One chapter", access: open,
      handler: chapter)
    Route(.get, "/fail", id: "fail", tag: "Books", "Fails in a way nobody foresaw", access: open, handler: fail)
    Route(
      .get, "/stream", id: "stream", tag: "Books", "Every book, one a line", access: open, handler: stream)
  }

  struct BookPath: Codable, Sendable {
    let id: Identifier
  }

  struct ChapterPath: Codable, Sendable {
    let id: Identifier
    let number: BoundedInteger<1, 99>
  }

  struct BookFilter: Described {
    let search: BoundedText<1, 20>?
    let genre: [Genre]
    let addedOn: LocalDate?
    let lent: Bool?
    let limit: PageLimit
    let after: Cursor<BookKey>?

    static let descriptions = [
      "search": "Words of the title.", "genre": "Any of these genres.", "addedOn": "The day it was added.",
      "lent": "Whether it is lent out.", "limit": "How many at most.", "after": "Where the last page ended.",
    ]
  }

  enum Genre: String, Codable, CaseIterable, Sendable {
    case novel, poetry, law
  }

  struct BookKey: PageKey, Equatable {
    static let list = "books"
    static let example = BookKey(addedOn: .example, id: known)
    let addedOn: LocalDate
    let id: Identifier
  }

  struct BookView: Exemplified, Equatable {
    let id: Identifier
    let title: String
    let genre: Genre
    let addedOn: LocalDate
    let price: Money?
    let authors: [AuthorView]

    static let descriptions = [
      "id": "The book.", "title": "Its title.", "genre": "What kind of book it is.", "addedOn": "The day it came.",
      "price": "What it cost.", "authors": "Who wrote it.",
    ]
    static let example = BookView(
      id: .example, title: "Middlemarch", genre: .novel, addedOn: .example, price: .example,
      authors: [AuthorView(name: "George Eliot", bornOn: nil)])
  }

  struct AuthorView: Described, Equatable {
    let name: String
    let bornOn: LocalDate?

    static let descriptions = ["name": "The name on the cover.", "bornOn": "The day of birth, where it is known."]
  }

  struct AddBook: Exemplified {
    let title: BoundedText<1, 100>
    let genre: Genre
    let price: Money?
    let copies: BoundedInteger<1, 500>
    let authors: [AuthorView]

    static let descriptions = [
      "title": "Its title.", "genre": "What kind of book it is.", "price": "What it cost.",
      "copies": "How many there are.", "authors": "Who wrote it.",
    ]
    static let example = AddBook(
      title: .init("Middlemarch")!, genre: .novel, price: nil, copies: .init(2)!, authors: [])
  }

  struct ChangeBook: Exemplified {
    let title: Patch<BoundedText<1, 100>>
    let price: Patch<Money>

    static let descriptions = ["title": "The new title.", "price": "What it cost; null when nobody knows."]
    static let example = ChangeBook(title: .value(.init("Emma")!), price: .null)
  }

  struct Unforeseen: Error {
    let secret = "the password is hunter2"
  }

  static let known = Identifier("2ed6657d-e927-568b-95e1-2665a8aea6a2")!

  static func one(_ call: Call<BookPath, NoInput, NoInput>) async throws -> Published<BookView> {
    guard call.path.id == known else { throw Problem.notFound }
    return Published(try JSONWriter.encode(BookView.example), etag: ETag(version: 7))
  }

  static func list(_ call: Call<NoInput, BookFilter, NoInput>) async throws -> Page<BookView> {
    let books = (0..<min(call.query.limit.number, 3)).map { _ in BookView.example }
    let key = BookKey(addedOn: .example, id: known)
    return Page(items: books, next: call.query.after == nil ? try Cursor(key) : nil)
  }

  static func add(_ call: Call<NoInput, NoInput, AddBook>) async throws -> Created<BookView> {
    Created(.example, at: "/books/\(known)", etag: ETag(version: 1))
  }

  static func change(_ call: Call<BookPath, NoInput, ChangeBook>) async throws -> Reply<BookView> {
    try call.requireMatch(ETag(version: 7))
    return Reply(.example, etag: ETag(version: 8))
  }

  static func remove(_ call: Call<BookPath, NoInput, NoInput>) async throws -> NoContent {
    try call.requireMatch(ETag(version: 7))
    return NoContent()
  }

  static func newest(_ call: Call<NoInput, NoInput, NoInput>) async throws -> Reply<BookView> {
    Reply(.example)
  }

  static func chapter(_ call: Call<ChapterPath, NoInput, NoInput>) async throws -> Reply<BookView> {
    Reply(.example)
  }

  static func fail(_ call: Call<NoInput, NoInput, NoInput>) async throws -> Reply<BookView> {
    throw Unforeseen()
  }

  static func stream(_ call: Call<NoInput, NoInput, NoInput>) async throws -> Streamed<BookView> {
    Streamed { sink in
      for _ in 0..<3 { try await sink.write(try JSONWriter.encode(BookView.example) + [0x0A]) }
    }
  }
}
