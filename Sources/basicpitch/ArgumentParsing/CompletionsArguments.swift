/// What `basicpitch completions` is asked to do.
struct CompletionsArguments: Equatable, Sendable {
  /// The shell that is to complete.
  var shell = Shell.bash
}

extension CompletionsArguments {
  /// The command line of `basicpitch completions`.
  static let command = Command(
    "completions", summary: "Print completions for a shell",
    initial: CompletionsArguments(),
    positional: PositionalDeclaration(
      placeholder: "SHELL", kind: .choice(Shell.allCases.map(\.rawValue)), count: 1...1,
      help: "bash, zsh or fish"),
    into: \.inputs,
    options: [],
    examples: [
      HelpEntry(
        term: "source <(basicpitch completions bash)",
        meaning: "complete in this bash, without make install")
    ])

  private var inputs: [String] {
    get { [shell.rawValue] }
    set { shell = newValue.first.flatMap(Shell.init) ?? shell }
  }
}
