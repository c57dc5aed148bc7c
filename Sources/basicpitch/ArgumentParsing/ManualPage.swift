/// The manual page, in the macros of mdoc(7), which groff and mandoc know.
///
/// Options are grouped and worded as in help.
enum ManualPage {
  /// The page in section 1 of the manual; `date` as in "January 31, 2020".
  static func of(_ program: ProgramDeclaration, version: String, date: String) -> String {
    let head = """
      .\\" Made by '\(program.name) man'.
      .Dd \(date)
      .Dt \(program.name.uppercased()) 1
      .Os \(Roff.word(program.name)) \(Roff.word(version))
      .Sh NAME
      .Nm \(Roff.word(program.name))
      .Nd \(Roff.line(program.summary.prefix(1).lowercased() + program.summary.dropFirst()))

      """
    return head + synopsis(program) + description(program)
      + ".Sh COMMANDS\n" + program.commands.map(section).joined()
      + list("ENVIRONMENT", program.environment, tag: "Ev")
      + list("FILES", program.files, tag: "Pa")
      + list("EXIT STATUS", program.exitCodes, tag: "Li") + examples(program)
      + seeAlso(program.seeAlso)
  }

  private static func synopsis(_ program: ProgramDeclaration) -> String {
    let commands = program.commands.map { command in
      let required = command.options.filter(\.isRequired).map { ".\(names($0, all: false))\n" }
      return ".Nm\n.Cm \(Roff.word(command.name))\n.Op Ar option ...\n" + required.joined()
        + (arguments(command.positional).map { ".\($0)\n" } ?? "")
    }
    let options = program.options.map { ".Nm\n.\(names($0, all: false))\n" }
    return ".Sh SYNOPSIS\n" + (commands + options).joined()
  }

  private static func description(_ program: ProgramDeclaration) -> String {
    let paragraphs = [[program.summary + "."]] + program.description
    let text = paragraphs.map { $0.map(Roff.text).joined() }.joined(separator: ".Pp\n")
    return ".Sh DESCRIPTION\n" + text + ".Pp\nWithout a command:\n" + options(program.options)
  }

  private static func section(_ command: CommandDeclaration) -> String {
    let title = ".Ss \(Roff.word(command.name))\n" + Roff.text(command.summary + ".")
    let positional = arguments(command.positional).map {
      ".Bl -tag -width Ds\n.It \($0)\n" + Roff.text(command.positional.help) + ".El\n"
    }
    let groups = command.sections.map { name in
      ".Pp\n.Sy \(Roff.words(name)) :\n"
        + options(command.allOptions.filter { $0.section == name })
    }
    return title + (positional ?? "") + groups.joined()
  }

  private static func options(_ options: [OptionDeclaration]) -> String {
    let items = options.map { option in
      let note = option.defaultValue.map { " (default: \($0))" } ?? ""
      return ".It \(names(option))\n" + Roff.text(option.help + note)
    }
    return ".Bl -tag -width Ds\n" + items.joined() + ".El\n"
  }

  /// "Fl o , Fl -output Ar FILE", or only the first name.
  private static func names(_ option: OptionDeclaration, all: Bool = true) -> String {
    let spellings = all ? option.spellings : Array(option.spellings.prefix(1))
    let names = spellings.map { "Fl \(Roff.word(String($0.dropFirst())))" }
      .joined(separator: " , ")
    return switch option.value {
    case .none: names
    case .required(let value, _): "\(names) Ar \(Roff.word(value))"
    case .optional(let value, _): "\(names) Ns Oo = Ns Ar \(Roff.word(value)) Oc"
    }
  }

  private static func arguments(_ declaration: PositionalDeclaration) -> String? {
    guard declaration != .nothing else { return nil }
    return "Ar " + Roff.words(declaration.placeholder) + (declaration.repeats ? " ..." : "")
  }

  private static func list(_ title: String, _ entries: [HelpEntry], tag: String) -> String {
    guard !entries.isEmpty else { return "" }
    let items = entries.map { ".It \(tag) \(Roff.word($0.term))\n" + Roff.text($0.meaning) }
    return ".Sh \(title)\n.Bl -tag -width Ds\n" + items.joined() + ".El\n"
  }

  private static func examples(_ program: ProgramDeclaration) -> String {
    let examples = program.commands.flatMap(\.examples).map { example in
      let meaning = example.meaning.prefix(1).uppercased() + example.meaning.dropFirst()
      return Roff.text(meaning + ":") + ".Bd -literal -offset indent\n"
        + Roff.line(example.term) + "\n.Ed\n"
    }
    return examples.isEmpty ? "" : ".Sh EXAMPLES\n" + examples.joined(separator: ".Pp\n")
  }

  private static func seeAlso(_ references: [Reference]) -> String {
    guard !references.isEmpty else { return "" }
    let lines = references.map { reference in
      switch reference {
      case .manual(let name, let section): ".Xr \(Roff.word(name)) \(section)"
      case .link(let address): ".Lk \(Roff.word(address))"
      }
    }
    return ".Sh SEE ALSO\n" + lines.joined(separator: " ,\n") + "\n"
  }
}
