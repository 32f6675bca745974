import Postgres
import Reactor

extension Database {
  /// A database that is never opened, for routes that do not ask it.
  static var unreachable: Database {
    guard let loop = try? EventLoop() else { preconditionFailure("no event loop can be made") }
    return Database(primary: Pool(url: "", loop: loop))
  }
}
