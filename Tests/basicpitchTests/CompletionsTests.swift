import Foundation
import NoteCreation
import TestSupport
import Testing

@testable import basicpitch

/// Completions, as the shells themselves make them.
@Suite struct CompletionsTests {
  private static let program = Invocation.program.declaration

  /// What bash would offer for the last of some words, one a line; "compopt +o default" says that
  /// files are not.
  private func bash(_ words: [String], in program: ProgramDeclaration = program) throws -> [String]
  {
    let script =
      BashCompletions.of(program) + """

        compopt() { echo "compopt $*"; }
        set -eu
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _\(program.name)
        for reply in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do
          eval "printf '%s\\n' $reply"
        done
        """
    let outcome = try Executable.run(
      ["--norc", "-c", script, "bash"] + words, of: Executable.installed("bash"))
    #expect(outcome.errors == "")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  private static let noFiles = "compopt +o default"
  private static let presets = Preset.allCases.map(\.rawValue)
  private static let bashIsInstalled = Executable.installed("bash") != nil

  private static let bashLines: [(String, [String])] = [
    ("basicpitch tr", [noFiles, "transcribe"]),
    ("basicpitch --v", [noFiles, "--version"]),
    ("basicpitch transcribe ", []),
    ("basicpitch transcribe --preset v", [noFiles, "vocals"]),
    ("basicpitch transcribe --preset = v", [noFiles, "vocals"]),
    ("basicpitch transcribe --preset =", [noFiles] + presets),
    ("basicpitch transcribe --preset=v", [noFiles, "--preset=vocals"]),
    ("basicpitch transcribe --preset vocals v", []),
    ("basicpitch transcribe --preset vocals --midi-te", [noFiles, "--midi-tempo"]),
    ("basicpitch transcribe --midi-tempo ", [noFiles]),
    ("basicpitch transcribe -o ", []),
    ("basicpitch transcribe --compatible m", []),
    ("basicpitch transcribe --compatible = m", [noFiles, "main"]),
    (
      "basicpitch transcribe --comp",
      [noFiles, "--compatible", "--compatible=main", "--compatible=0.4.0"]
    ),
    ("basicpitch transcribe -- --comp", []),
    ("basicpitch render --bits 3", [noFiles, "32f"]),
    ("basicpitch render --pre", [noFiles]),
    ("basicpitch completions ", [noFiles, "bash", "zsh", "fish"]),
    ("basicpitch man ", [noFiles]),
    ("basicpitch nonsense ", [noFiles]),
  ]

  @Test(
    .enabled(if: bashIsInstalled, "bash is not installed"),
    arguments: bashLines)
  func bashCompletes(line: String, expected: [String]) throws {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    #expect(try bash(words) == expected, "\(line)")
  }

  @Test(.enabled(if: bashIsInstalled, "bash is not installed"))
  func bashOffersAllCommandsAndOptions() throws {
    let commands = Self.program.commands
    #expect(try bash(["basicpitch", ""]) == [Self.noFiles] + commands.map(\.name))
    for command in commands {
      let offered = Set(try bash(["basicpitch", command.name, "-"]))
      #expect(offered.isSuperset(of: command.allOptions.flatMap(\.spellings)))
    }
  }

  @Test(.enabled(if: bashIsInstalled, "bash is not installed"))
  func bashTakesOddWordsAsTheyAre() throws {
    let expected = [Self.noFiles] + OddWord.allCases.map(\.rawValue)
    #expect(try bash(["odd", "do", "--word", ""], in: oddToy) == expected)
    #expect(try bash(["odd", "do", "--like", "="], in: oddToy) == expected)
    #expect(try bash(["odd", "do", ""], in: oddToy) == expected)
    #expect(try bash(["odd", "do", "--word", "$"], in: oddToy).count == 3)
  }

  private func fish(_ line: String, in program: ProgramDeclaration = program) throws -> [String] {
    let script = FishCompletions.of(program) + "\ncomplete -C \(line.quotedForFish)\n"
    let folder = try TemporaryFolder()
    let outcome = try Executable.run(
      ["--no-config", "-c", script], of: Executable.installed("fish"),
      environment: ["HOME": folder.path],
      in: folder.path)
    #expect(outcome.errors == "")
    return outcome.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  private static let fishLines: [(String, [String])] = [
    ("basicpitch tr", ["transcribe"]), ("basicpitch --v", ["--version"]),
    ("basicpitch transcribe --preset v", ["vocals"]),
    ("basicpitch transcribe --compatible=", ["--compatible=0.4.0", "--compatible=main"]),
    ("basicpitch transcribe render --midi-te", ["--midi-tempo"]),
    ("basicpitch transcribe --midi-tempo ", []), ("basicpitch render --bits 3", ["32f"]),
    ("basicpitch completions ", ["bash", "fish", "zsh"]), ("basicpitch man ", []),
    ("basicpitch evaluate /et", ["/etc/"]), ("basicpitch transcribe -o /et", ["/etc/"]),
  ]

  @Test(
    .enabled(if: Executable.installed("fish") != nil, "fish is not installed"),
    arguments: fishLines)
  func fishCompletes(line: String, expected: [String]) throws {
    #expect(try fish(line) == expected, "\(line)")
  }

  @Test(.enabled(if: Executable.installed("fish") != nil, "fish is not installed"))
  func fishTakesOddWordsAsTheyAre() throws {
    let words = Set(OddWord.allCases.map(\.rawValue))
    #expect(Set(try fish("odd do --word ", in: oddToy)) == words)
    #expect(Set(try fish("odd do ", in: oddToy)) == words)
  }

  @Test(
    .enabled(if: Executable.installed("zsh") != nil, "zsh is not installed"),
    arguments: [program, toy.declaration, oddToy])
  func zshReadsItsCompletions(program: ProgramDeclaration) throws {
    let outcome = try Executable.run(
      ["-f", "-n", "-c", ZshCompletions.of(program)], of: Executable.installed("zsh"))
    #expect(outcome.code == 0 && outcome.errors == "")
  }

  /// As `_arguments` does it: a list is what is left when colons have been cut at.
  @Test(.enabled(if: Executable.installed("zsh") != nil, "zsh is not installed"))
  func zshTakesOddWordsAsTheyAre() throws {
    let stubs = """
      compdef() { }
      _arguments() {
        local specification
        for specification in $*; do
          [[ $specification != *--word=*:\\(*\\) ]] ||
            eval "print -rl -- ${${specification##*:\\(}%\\)}"
        done
        return 1
      }

      """
    let script = stubs + ZshCompletions.of(oddToy) + "words=(do)\n_odd\n"
    let outcome = try Executable.run(["-f", "-c", script], of: Executable.installed("zsh"))
    #expect(outcome.errors == "")
    let words = outcome.output.split(separator: "\n").map(String.init)
    #expect(words == OddWord.allCases.map(\.rawValue))
  }

  @Test func zshIsToldWhatKindOfValueFollows() {
    let script = ZshCompletions.of(toy.declaration)
    for specification in [
      "'(-o --output)-o+[where to paint]:FILE:_files'",
      "'(-o --output)--output=[where to paint]:FILE:_files'",
      "'(--like)--like=-[whose style]::red|light-green:(red light-green)'",
      "'(--count)--count=[how often]:N: '", "'(-l --loud)-l[be loud]'", "'*:FILE:_files'",
      "'(- *)--help[show this help]'",
    ] {
      #expect(script.contains(" \(specification)"), "\(specification)")
    }
    #expect(
      ZshCompletions.of(Self.program).contains("'1:TRUTH:_files' \\\n      '*:ESTIMATE:_files'"))
  }

  @Test func everyOptionIsInEveryScript() {
    for command in Self.program.commands {
      for option in command.allOptions {
        let isCommand = "complete -c basicpitch -n '__basicpitch_command_is \(command.name)' "
        let letter = option.letter.map { "-s \($0) " } ?? ""
        #expect(
          FishCompletions.of(Self.program).contains(isCommand + "\(letter)-l \(option.name) "))
        for spelling in option.spellings {
          #expect(BashCompletions.of(Self.program).contains(spelling))
          #expect(ZshCompletions.of(Self.program).contains(")\(spelling)"))
        }
      }
    }
  }

  @Test func theProgramPrintsThem() throws {
    for shell in Shell.allCases {
      let outcome = try Executable.run(["completions", shell.rawValue])
      #expect(outcome.code == 0 && outcome.errors == "")
      #expect(outcome.output == shell.completions(of: Self.program))
    }
    let outcome = try Executable.run(["completions", "tcsh"])
    #expect(outcome.code == 2 && outcome.errors.contains("SHELL wants bash, zsh or fish"))
  }
}
