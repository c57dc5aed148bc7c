import Testing

@testable import basicpitch

@Suite struct HelpTextTests {
  private func help(_ words: String...) throws -> String {
    guard case .help(let text) = try toy.parse(words) else { return "" }
    return text
  }

  @Test func helpOfTheProgram() throws {
    let expected = """
      usage: toy COMMAND ...
             toy COMMAND --help

      Play with declarations.

      Commands:
        paint                     Paint files, as a command with an option of every
                                  kind that there is

      Options:
        -h, --help                show this help
            --version             show the version

      Environment:
        TOY_BOX                   where toys are kept

      Exit codes:
        0                         fun
        1                         no fun

      """
    #expect(try help("--help") == expected)
  }

  @Test func helpOfACommand() throws {
    let expected = """
      usage: toy paint [OPTION]... -o FILE FILE...

      Paint files, as a command with an option of every kind that there is.

      Arguments:
        FILE...                   files to paint

      Options:
        -o, --output FILE         where to paint
            --level L             how much (default: 0.5)
            --gain DB             how much louder the result is to be than what was
                                  read, in decibels
            --count N             how often (default: 3)
            --limit N             how often at most (default: no limit)
            --colour red|light-green
                                  which paint (default: red)
            --like[=red|light-green]
                                  whose style
            --note FILE           a note to go with it

      Manners:
        -l, --loud                be loud
        -f, --fast                be fast
            --no-polish           leave it rough

      Help:
        -h, --help                show this help

      Examples:
        toy paint -o b a
            paint a onto b

      Environment:
        TOY_BOX                   where toys are kept

      Exit codes:
        0                         fun
        1                         no fun

      """
    #expect(try help("paint", "--help") == expected)
  }

  @Test func helpIsFoundAnywhereBeforeTwoDashes() throws {
    let command = try help("paint", "-h")
    #expect(try help("-h", "paint") == command)
    #expect(try help("paint", "--level", "x", "--nonsense", "-h") == command)
    #expect(try help("paint", "--version", "-h") == command)
    #expect(try help("nonsense", "-h") == help("-h"))
    #expect(
      try toy.parse(["paint", "-ob", "--", "-h"])
        == .run(.paint(.init(inputs: ["-h"], output: "b"))))
  }

  @Test func versionIsFoundAnywhereBeforeTwoDashes() throws {
    #expect(try toy.parse(["--version"]) == .version)
    #expect(try toy.parse(["paint", "--nonsense", "--version"]) == .version)
    #expect(throws: UsageError.missingCommand(command: "toy")) {
      try toy.parse(["--", "--version"])
    }
  }

  @Test func helpFitsATerminal() {
    let program = Invocation.program.declaration
    let texts = [HelpText.of(program)] + program.commands.map { HelpText.of($0, in: program) }
    for line in texts.flatMap({ $0.split(separator: "\n") }) where !line.hasPrefix("  basicpitch ")
    {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
