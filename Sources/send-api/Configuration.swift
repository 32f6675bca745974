import API
import Glibc
import Server

/// Every setting with its value, read from the flags, else the environment, else its standard, and checked.
struct Configuration: Sendable {
  private var values: [String: String] = [:]

  /// Reads and checks all settings; throws every fault together.
  init(flags: [String: String] = [:]) throws(UsageError) {
    for setting in Setting.all {
      let environment = getenv(setting.name).map { String(cString: $0) }
      values[setting.name] = flags[setting.flag] ?? environment ?? setting.standard
    }
    let faults = check()
    guard faults.isEmpty else { throw UsageError(faults.joined(separator: "\n")) }
  }

  subscript(setting: Setting) -> String { values[setting.name] ?? setting.standard }

  /// The value of a numeric setting, which `init` has checked.
  func number(_ setting: Setting) -> Int { Configuration.number(self[setting]) ?? 0 }

  /// The value, or nil where it is empty.
  func given(_ setting: Setting) -> String? { self[setting].isEmpty ? nil : self[setting] }

  /// The items of a setting that lists several, separated by commas.
  func list(_ setting: Setting) -> [String] {
    self[setting].split(separator: ",").map { $0.filter { $0 != " " } }
  }

  /// A URL that a command cannot do without.
  func required(_ setting: Setting) throws(UsageError) -> String {
    guard let value = given(setting) else {
      throw UsageError("\(setting.name) is not set: it names \(setting.meaning)")
    }
    return value
  }

  var logLevel: Log.Level { Log.Level.allCases.first { "\($0.name)" == self[.logLevel] } ?? .info }

  var publicURL: String {
    given(.publicURL) ?? "http://localhost:\(self[.httpPort])"
  }

  /// The number of loops: one for each two processors, since PostgreSQL needs processors too (docs/performance.md).
  var loops: Int {
    let asked = number(.httpLoops)
    return asked > 0 ? asked : max(1, min(8, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) / 2))
  }

  // MARK: Checks

  private func check() -> [String] {
    var faults: [String] = []
    func within(_ setting: Setting, _ range: ClosedRange<Int>) {
      guard let number = Configuration.number(self[setting]), range.contains(number) else {
        return faults.append(
          "\(setting.name) is \"\(self[setting])\": it must be a number from \(range.lowerBound) to \(range.upperBound)"
        )
      }
    }
    func choice(_ setting: Setting, _ words: [String]) {
      if !words.contains(self[setting]) {
        faults.append("\(setting.name) is \"\(self[setting])\": it must be one of \(words.joined(separator: ", "))")
      }
    }
    within(.httpPort, 0...65535)
    within(.adminPort, 0...65535)
    within(.httpLoops, 0...64)
    within(.httpConnections, 1...1_000_000)
    within(.httpHeaderSeconds, 1...300)
    within(.httpIdleSeconds, 1...3600)
    within(.databaseSessions, 1...200)
    within(.databaseAcquireMilliseconds, 10...60_000)
    within(.localAuthority, 200...999)
    within(.shutdownSeconds, 1...600)
    choice(.databasePooling, ["session", "transaction"])
    choice(.environment, ["production", "development"])
    choice(.logLevel, ["debug", "info", "warning", "error"])
    if self[.httpPort] == self[.adminPort], self[.httpPort] != "0" {
      faults.append("SEND_HTTP_PORT and SEND_ADMIN_PORT are both \(self[.httpPort]): they must differ")
    }
    for setting in [Setting.databaseURL, .databaseOwnerURL, .databaseReadURL, .databaseDirectURL] {
      guard let url = given(setting) else { continue }
      if !url.hasPrefix("postgresql://"), !url.hasPrefix("postgres://") {
        // The value may hold a password: it is not repeated.
        faults.append("\(setting.name) must begin with postgresql://")
      }
    }
    for setting in [Setting.publicURL] {
      if let url = given(setting), !url.hasPrefix("http://"), !url.hasPrefix("https://") {
        faults.append("\(setting.name) is \"\(url)\": it must begin with https:// or http://")
      }
    }
    return faults
  }

  private static func number(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count < 10, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}

/// A command that cannot be carried out as it was given, with the sentence that says why.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
