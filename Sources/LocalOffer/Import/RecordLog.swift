/// Where each record of a feed began and which id its supplier gave it, in a few bytes a record.
struct RecordLog {
  private var lines: [UInt32] = []
  private var ids: [UInt8] = []
  private var ends: [Int] = []

  /// Remembers the next record.
  mutating func append(line: Int, id: String?) {
    lines.append(UInt32(clamping: line))
    if let id { ids.append(contentsOf: id.utf8) }
    ends.append(ids.count)
  }

  var count: Int { lines.count }

  func line(of index: Int) -> Int { Int(lines[index]) }

  /// The id of a record; nil where none could be read.
  func id(of index: Int) -> String? {
    let start = index == 0 ? 0 : ends[index - 1]
    return start == ends[index] ? nil : String(decoding: ids[start..<ends[index]], as: UTF8.self)
  }
}
