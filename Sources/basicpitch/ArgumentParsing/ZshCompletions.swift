/// Completions for zsh, as the words that its `_arguments` takes.
enum ZshCompletions {
  /// A file to be found in `fpath` under the name of the program with a dash before it, or to source.
  static func of(_ program: ProgramDeclaration) -> String {
    let function = "_" + program.name
    let commands = program.commands.map {
      "    " + "\(quoting($0.name, ":")):\($0.summary)".quotedForShell + "\n"
    }
    let options = program.options.map { "    \(specification($0)) \\\n" }
    return """
      #compdef \(program.name)
      # Completions of \(program.name) for zsh, made by '\(program.name) completions zsh'.

      \(function)() {
        local curcontext=$curcontext state state_descr line
        typeset -A opt_args
        local -a commands=(
      \(commands.joined())\
        )
        _arguments -C -S : \\
      \(options.joined())\
          '1:command:->command' '*:: :->arguments' && return
        if [[ $state == command ]]; then
          _describe -t commands command commands
          return
        fi
        curcontext=${curcontext%:*:*}:\(program.name)-$words[1]:
        case $words[1] in
      \(program.commands.map(clause).joined())\
        esac
      }

      if [[ $funcstack[1] == \(function) ]]; then
        \(function) "$@"
      else
        compdef \(function) \(program.name.quotedForShell)
      fi

      """
  }

  private static func clause(_ command: CommandDeclaration) -> String {
    let specifications = command.allOptions.map(specification) + arguments(command.positional)
    return "  \(command.name.quotedForShell))\n    _arguments -s -S : \\\n      "
      + specifications.joined(separator: " \\\n      ") + "\n    ;;\n"
  }

  /// An option, which excludes itself in its other spelling; help excludes everything.
  private static func specification(_ option: OptionDeclaration) -> String {
    let stands = option == .help || option == .version
    let excluded = stands ? "(- *)" : "(\(option.spellings.joined(separator: " ")))"
    let (short, long, value) =
      switch option.value {
      case .none: ("", "", "")
      case .required(let name, let kind): ("+", "=", ":" + action(name, kind))
      case .optional(let name, let kind): ("-", "=-", "::" + action(name, kind))
      }
    let end = "[\(quoting(option.help, "[]"))]" + value
    let spellings = [(option.letter.map { "-\($0)" }, short), ("--\(option.name)", long)]
    return spellings.compactMap { name, mark in
      name.map { "\(excluded)\($0)\(mark)\(end)".quotedForShell }
    }.joined(separator: " ")
  }

  /// The last name is that of all words that follow.
  private static func arguments(_ declaration: PositionalDeclaration) -> [String] {
    declaration.names.enumerated().map { place, name in
      let isLast = place == declaration.names.count - 1
      let position = isLast && declaration.repeats ? "*" : "\(place + 1)"
      return "\(position):\(action(name, declaration.kind))".quotedForShell
    }
  }

  /// What a value is called, and how it is completed.
  private static func action(_ name: String, _ kind: ValueKind) -> String {
    let name = quoting(name, ":")
    switch kind {
    case .file: return "\(name):_files"
    case .choice(let words):
      return "\(name):(\(words.map(numbered).joined(separator: " ")))"
    // A message says what is wanted; nothing is completed.
    case .number, .integer, .time, .form: return "\(name): "
    }
  }

  /// A word of a list, which is searched for colons before it is evaluated: characters that mean
  /// something to either are given by number.
  private static func numbered(_ word: String) -> String {
    guard word.quotedForShell != word else { return word }
    let bytes = word.utf8.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "$'\(bytes.joined())'"
  }

  private static func quoting(_ text: String, _ characters: String) -> String {
    text.escaping("\\" + characters)
  }
}
