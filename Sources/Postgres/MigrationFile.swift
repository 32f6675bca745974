import Glibc

/// One step of the schema: a file `NNNN_verb_noun.sql`, never edited after it was applied anywhere.
public struct MigrationFile: Sendable, Equatable {
  public let number: Int
  public let name: String
  public let text: String

  /// Whether it runs in a transaction; its first line `-- send:no-transaction` says otherwise.
  public var isTransactional: Bool { !text.hasPrefix("-- send:no-transaction") }

  /// The files of a folder in the order of their numbers. Reads files: not on a loop that serves.
  public static func load(from folder: String) throws -> [MigrationFile] {
    guard let directory = opendir(folder) else { throw MigrationError("there is no folder \(folder)") }
    defer { closedir(directory) }
    var files: [MigrationFile] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".sql") else { continue }
      files.append(
        MigrationFile(number: try number(of: name), name: name, text: try contents(of: folder + "/" + name)))
    }
    files.sort { $0.number < $1.number }
    for (index, file) in files.enumerated() where file.number != index + 1 {
      throw MigrationError("\(file.name): the next number is \(index + 1)")
    }
    return files
  }

  private static func number(of name: String) throws -> Int {
    let digits = name.utf8.prefix(4)
    guard digits.count == 4, digits.allSatisfy({ (48...57).contains($0) }), name.utf8.dropFirst(4).first == 95 else {
      throw MigrationError("\(name): a migration is named NNNN_verb_noun.sql")
    }
    return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  private static func contents(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw MigrationError("\(path) cannot be read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw MigrationError("\(path) is not UTF-8") }
    return text
  }
}

/// Why the schema cannot be brought to where the files say, in a sentence for the operator.
public struct MigrationError: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
