/// What a command line asks for.
enum Request<Invocation> {
  /// A command, with its arguments.
  case run(Invocation)
  /// This text, on standard output.
  case help(String)
  /// The version, on standard output.
  case version
}

extension Request: Equatable where Invocation: Equatable {}

/// A program of several commands; `Invocation` has one case for each.
struct Program<Invocation>: Sendable {
  /// A command that has forgotten the type of its arguments.
  struct Subcommand: Sendable {
    let declaration: CommandDeclaration
    let parse: @Sendable ([String], String) throws(UsageError) -> Invocation

    /// Adopts a command; `wrap` makes an invocation of its arguments.
    init<Arguments>(
      _ command: Command<Arguments>, wrap: @escaping @Sendable (Arguments) -> Invocation
    ) {
      declaration = command.declaration
      parse = { (words, path) throws(UsageError) in wrap(try command.parse(words, path: path)) }
    }
  }

  /// Everything a user is told about the program and its commands.
  let declaration: ProgramDeclaration

  private let commands: [Subcommand]

  /// Declares a program; its list of commands is filled in from `commands`.
  init(_ declaration: ProgramDeclaration, commands: [Subcommand]) {
    var declaration = declaration
    declaration.commands = commands.map(\.declaration)
    self.declaration = declaration
    self.commands = commands
  }

  /// Reads the words after the program's name.
  ///
  /// `-h`, `--help` and `--version` win over everything else, errors included, wherever they
  /// stand before `--`: whoever asks for help wants help.
  func parse(_ words: [String]) throws(UsageError) -> Request<Invocation> {
    let options = words.prefix { $0 != "--" }
    let wantsHelp = options.contains(where: OptionDeclaration.help.spellings.contains)
    if !wantsHelp && options.contains(where: OptionDeclaration.version.spellings.contains) {
      return .version
    }
    guard let index = words.firstIndex(where: { !$0.hasPrefix("-") }) else {
      if wantsHelp { return .help(HelpText.of(declaration)) }
      throw firstProblem(words)
    }
    guard let command = commands.first(where: { $0.declaration.name == words[index] }) else {
      if wantsHelp { return .help(HelpText.of(declaration)) }
      throw words[..<index].isEmpty ? unknownCommand(words[index]) : firstProblem(words)
    }
    if wantsHelp { return .help(HelpText.of(command.declaration, in: declaration)) }
    guard index == 0 else { throw firstProblem(words) }
    return .run(
      try command.parse(Array(words.dropFirst()), "\(declaration.name) \(words[index])"))
  }

  private func unknownCommand(_ name: String) -> UsageError {
    .unknownCommand(
      name, nearest: nearest(to: name, among: declaration.commands.map(\.name)),
      command: declaration.name)
  }

  /// What is wrong when a command line does not begin with a command.
  private func firstProblem(_ words: [String]) -> UsageError {
    guard let word = words.first, word != "--", word != "-" else {
      return .missingCommand(command: declaration.name)
    }
    return .unknownOption(
      word, nearest: nearest(to: word, among: declaration.options.map { "--" + $0.name }),
      command: declaration.name)
  }
}
