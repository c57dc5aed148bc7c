/// Help for a terminal of 80 columns, made from declarations.
enum HelpText {
  /// Columns of a line.
  static let width = 80
  /// Column in which explanations begin.
  static let indent = 28

  /// Help on the program as a whole.
  static func of(_ program: ProgramDeclaration) -> String {
    let commands = program.commands.map { HelpEntry(term: $0.name, meaning: $0.summary) }
    return join([
      "usage: \(program.name) COMMAND ...\n       \(program.name) COMMAND --help\n",
      wrapped(program.summary + ".", from: 0),
      section("Commands", commands),
      section("Options", program.options.map(entry)),
      section("Environment", program.environment),
      section("Exit codes", program.exitCodes),
    ])
  }

  /// Help on one command.
  static func of(_ command: CommandDeclaration, in program: ProgramDeclaration) -> String {
    let positional = command.positional
    let arguments =
      positional == .nothing
      ? [] : [HelpEntry(term: positional.usage, meaning: positional.help)]
    let sections = command.sections.map { name in
      section(name, command.allOptions.filter { $0.section == name }.map(entry))
    }
    return join(
      [usage(command, in: program), wrapped(command.summary + ".", from: 0)]
        + [section("Arguments", arguments)] + sections
        + [
          examples(command.examples), section("Environment", program.environment),
          section("Exit codes", program.exitCodes),
        ])
  }

  private static func usage(_ command: CommandDeclaration, in program: ProgramDeclaration) -> String
  {
    let required = command.options.filter(\.isRequired).map { option in
      guard case .required(let placeholder, _) = option.value else { return option.spellings[0] }
      return "\(option.spellings[0]) \(placeholder)"
    }
    let words = [program.name, command.name, "[OPTION]..."] + required + [command.positional.usage]
    return "usage: " + wrapped(words.joined(separator: " "), from: 7)
  }

  private static func entry(_ option: OptionDeclaration) -> HelpEntry {
    let note = option.defaultValue.map { " (default: \($0))" } ?? ""
    return HelpEntry(term: option.usage, meaning: option.help + note)
  }

  /// Examples are never wrapped, so that they can be copied.
  private static func examples(_ entries: [HelpEntry]) -> String {
    guard !entries.isEmpty else { return "" }
    return "Examples:\n" + entries.map { "  \($0.term)\n      \($0.meaning)\n" }.joined()
  }

  private static func section(_ title: String, _ entries: [HelpEntry]) -> String {
    guard !entries.isEmpty else { return "" }
    let lines = entries.map { entry in
      let term = "  " + entry.term
      // A term that reaches into the second column has a line to itself.
      let gap =
        term.count + 2 > indent
        ? "\n" + spaces(indent) : spaces(indent - term.count)
      return term + gap + wrapped(entry.meaning, from: indent)
    }
    return "\(title):\n" + lines.joined()
  }

  /// A paragraph whose first line begins in a column and whose others are indented to it.
  private static func wrapped(_ text: String, from column: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty && column + line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.joined(separator: "\n" + spaces(column)) + "\n"
  }

  private static func join(_ blocks: [String]) -> String {
    blocks.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
