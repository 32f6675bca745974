import Glibc

// The composition root: finds the command, runs it, and turns what goes wrong into a sentence and an exit status
// (1: it failed, 2: it was called wrongly).

/// Says what is wrong, for a person.
func complain(_ text: String) {
  StandardError.write("send-api: \(text)\n")
}

let words = Array(CommandLine.arguments.dropFirst())

guard let name = words.first, name != "--help", name != "-h", name != "help" else {
  print(Command.overview)
  exit(words.isEmpty ? 2 : 0)
}
guard let command = Command.all.first(where: { $0.name == name }) else {
  complain("there is no command \(name)\n\n\(Command.overview)")
  exit(2)
}
if words.dropFirst().contains("--help") || words.dropFirst().contains("-h") {
  print(command.help)
  exit(0)
}
do {
  try command.run(Invocation(Array(words.dropFirst()), of: command))
} catch let error as UsageError {
  complain(error.description)
  exit(2)
} catch {
  complain("\(error)")
  exit(1)
}
