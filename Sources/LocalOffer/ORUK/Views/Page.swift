import API

extension ORUK {
  /// One page of a list.
  struct Page<Item: Exemplified>: FeedShape {
    var totalItems: Int
    var totalPages: Int
    var pageNumber: Int
    var size: Int
    var firstPage: Bool
    var lastPage: Bool
    var empty: Bool
    var contents: [Item]

    enum CodingKeys: String, CodingKey {
      case totalItems = "total_items"
      case totalPages = "total_pages"
      case pageNumber = "page_number"
      case size
      case firstPage = "first_page"
      case lastPage = "last_page"
      case empty, contents
    }

    static var schemaName: String { Item.schemaName + "Page" }

    static var descriptions: [String: String] {
      [
        "total_items": "How many records match on all pages together.",
        "total_pages": "How many pages there are at the size asked for.",
        "page_number": "Which page this is; the first is 1.",
        "size": "How many records this page holds.",
        "first_page": "Whether no page comes before this one.",
        "last_page": "Whether no page comes after this one.",
        "empty": "Whether this page holds no records.",
        "contents": "The records of this page.",
      ]
    }

    /// The whole of a list that has one record.
    static var example: Page {
      Page(
        totalItems: 1, totalPages: 1, pageNumber: 1, size: 1, firstPage: true, lastPage: true, empty: false,
        contents: [Item.example])
    }
  }
}
