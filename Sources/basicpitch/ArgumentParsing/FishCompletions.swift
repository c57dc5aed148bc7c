/// Completions for fish: one `complete` for each command, option and argument.
enum FishCompletions {
  /// A file to be found in fish's folders of completions under the name of the program, or to source.
  static func of(_ program: ProgramDeclaration) -> String {
    let isFirst = "__\(program.name)_has_no_command"
    let isCommand = "__\(program.name)_command_is"
    let complete = "complete -c \(program.name.quotedForFish)"
    let ofProgram =
      ["-f"] + program.commands.map { "-a \(list([$0.name])) -d \($0.summary.quotedForFish)" }
      + program.options.map(option)
    let ofCommands = program.commands.flatMap { command in
      let condition = "\(isCommand) \(command.name.quotedForFish)".quotedForFish
      return (argument(command.positional) + command.allOptions.map(option))
        .map { "-n \(condition) \($0)" }
    }
    return """
      # Completions of \(program.name) for fish, made by '\(program.name) completions fish'.

      # The command is the first word, whatever else has its name.
      function \(isFirst)
        test (count (commandline -opc)) -eq 1
      end

      function \(isCommand)
        set -l words (commandline -opc)
        test (count $words) -gt 1; and test $words[2] = $argv[1]
      end

      \(ofProgram.map { "\(complete) -n \(isFirst) \($0)\n" }.joined())\
      \(ofCommands.map { "\(complete) \($0)\n" }.joined())
      """
  }

  private static func option(_ option: OptionDeclaration) -> String {
    let names =
      (option.letter.map { ["-s", "\($0)".quotedForFish] } ?? []) + [
        "-l", option.name.quotedForFish,
      ]
    let value =
      switch option.value {
      case .none: [String]()
      case .required(_, let kind): ["-r", action(kind)]
      // Without -r, a value is only completed after an equals sign.
      case .optional(_, let kind): [action(kind)]
      }
    return (names + value + ["-d", option.help.quotedForFish]).joined(separator: " ")
  }

  /// Files need no word: fish offers them unless told otherwise. To ask for them would offer them
  /// as optional values too.
  private static func argument(_ declaration: PositionalDeclaration) -> [String] {
    declaration.kind == .file ? [] : [action(declaration.kind)]
  }

  private static func action(_ kind: ValueKind) -> String {
    switch kind {
    case .file: "-F"
    case .choice(let words): "-f -a \(list(words))"
    case .number, .integer, .time, .form: "-f"
    }
  }

  /// Words that fish splits and expands once more.
  private static func list(_ words: [String]) -> String {
    words.map(\.quotedForFish).joined(separator: " ").quotedForFish
  }
}
