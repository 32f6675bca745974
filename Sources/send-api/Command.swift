/// One command of `send-api`: what it is called, what it takes, and what it does.
struct Command: Sendable {
  /// A flag of one command, beside those that every setting has.
  struct Option: Sendable {
    let flag: String
    /// What its value is called in the help; nil for a flag without a value.
    let value: String?
    let meaning: String
  }

  let name: String
  let summary: String
  var operands: [String] = []
  var options: [Option] = []
  /// What a person should know that the summary does not say.
  var remarks = ""
  let run: @Sendable (Invocation) throws -> Void

  static let all: [Command] = [serve, migrate, importFeed, sample, openAPI, errors, routes, config, version]

  /// The text of `send-api NAME --help`.
  var help: String {
    var lines = ["send-api \(([name] + operands).joined(separator: " ")) [options]", "", summary]
    if !remarks.isEmpty { lines += ["", remarks] }
    if !options.isEmpty {
      lines += ["", "Options:"]
      lines += options.map { option in
        Command.row([option.flag, option.value].compactMap(\.self).joined(separator: " "), option.meaning)
      }
    }
    lines += ["", "Every setting of `send-api config` can be given as an environment variable or as a flag,"]
    lines += ["such as SEND_HTTP_PORT=18080 or --http-port 18080."]
    return lines.joined(separator: "\n")
  }

  /// The text of `send-api --help`.
  static var overview: String {
    var lines = [
      "send-api COMMAND [options]", "", "The SEND service: one open JSON API for special educational needs.",
    ]
    lines += ["", "Commands:"]
    lines += all.map { row($0.name, $0.summary) }
    lines += ["", "send-api COMMAND --help says more of each."]
    return lines.joined(separator: "\n")
  }

  private static func row(_ term: String, _ meaning: String) -> String {
    "  " + term + String(repeating: " ", count: max(2, 20 - term.utf8.count)) + meaning
  }
}

/// A command as it was called.
struct Invocation: Sendable {
  let configuration: Configuration
  let operands: [String]
  private let options: [String: String]

  /// Reads the words after the command's name.
  init(_ words: [String], of command: Command) throws(UsageError) {
    var flags: [String: String] = [:]
    var options: [String: String] = [:]
    var operands: [String] = []
    var words = words[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("--") else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let option = command.options.first { $0.flag == parts[0] }
      guard option != nil || Setting.all.contains(where: { $0.flag == parts[0] }) else {
        throw UsageError("\(parts[0]) is not an option of `send-api \(command.name)`; --help lists them")
      }
      if let option, option.value == nil {
        guard parts.count == 1 else { throw UsageError("\(parts[0]) takes no value") }
        options[option.flag] = ""
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw UsageError("\(parts[0]) needs a value")
      }
      if option != nil { options[parts[0]] = value } else { flags[parts[0]] = value }
    }
    guard operands.count == command.operands.count else {
      let wanted = command.operands.isEmpty ? "no operand" : command.operands.joined(separator: " ")
      throw UsageError("`send-api \(command.name)` takes \(wanted)")
    }
    configuration = try Configuration(flags: flags)
    self.operands = operands
    self.options = options
  }

  /// The value of an option that was given.
  subscript(option: String) -> String? { options[option] }

  /// Whether a flag without a value was given.
  func has(_ flag: String) -> Bool { options[flag] != nil }

  /// The whole number given for an option.
  func number(_ option: String, _ range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = options[option] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("\(option) must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
