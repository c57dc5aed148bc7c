import Foundation
import TestSupport
import Testing

@testable import basicpitch

@Suite struct ManualPageTests {
  private func page(_ program: ProgramDeclaration) -> String {
    ManualPage.of(program, version: "1.2", date: "January 31, 2020")
  }

  private func write(_ page: String, _ folder: TemporaryFolder) throws -> String {
    let path = folder.file("page.1")
    try Data(page.utf8).write(to: URL(filePath: path))
    return path
  }

  @Test func pageOfASmallProgram() {
    var program = toy.declaration
    program.commands[0].options.removeAll { !["output", "like"].contains($0.name) }
    program.seeAlso = [.manual("ffmpeg", section: 1), .link("https://example.org/")]
    program.files = [HelpEntry(term: "/etc/toys", meaning: "what there is")]
    program.description = [["Toys are fun."]]
    let expected = #"""
      .\" Made by 'toy man'.
      .Dd January 31, 2020
      .Dt TOY 1
      .Os \&toy \&1.2
      .Sh NAME
      .Nm \&toy
      .Nd play with declarations
      .Sh SYNOPSIS
      .Nm
      .Cm paint
      .Op Ar option ...
      .Fl \&o Ar FILE
      .Ar FILE ...
      .Nm
      .Fl \&h
      .Nm
      .Fl \-version
      .Sh DESCRIPTION
      Play with declarations.
      .Pp
      Toys are fun.
      .Pp
      Without a command:
      .Bl -tag -width Ds
      .It Fl \&h , Fl \-help
      show this help
      .It Fl \-version
      show the version
      .El
      .Sh COMMANDS
      .Ss paint
      Paint files, as a command with an option of every kind that there is.
      .Bl -tag -width Ds
      .It Ar FILE ...
      files to paint
      .El
      .Pp
      .Sy Options :
      .Bl -tag -width Ds
      .It Fl \&o , Fl \-output Ar FILE
      where to paint
      .It Fl \-like Ns Oo = Ns Ar red|light\-green Oc
      whose style
      .El
      .Pp
      .Sy Help :
      .Bl -tag -width Ds
      .It Fl \&h , Fl \-help
      show this help
      .El
      .Sh ENVIRONMENT
      .Bl -tag -width Ds
      .It Ev TOY_BOX
      where toys are kept
      .El
      .Sh FILES
      .Bl -tag -width Ds
      .It Pa /etc/toys
      what there is
      .El
      .Sh EXIT STATUS
      .Bl -tag -width Ds
      .It Li \&0
      fun
      .It Li \&1
      no fun
      .El
      .Sh EXAMPLES
      Paint a onto b:
      .Bd -literal -offset indent
      toy paint \-o b a
      .Ed
      .Sh SEE ALSO
      .Xr ffmpeg 1 ,
      .Lk https://example.org/

      """#
    #expect(page(program) == expected)
  }

  @Test func everyOptionIsInThePage() {
    for command in Invocation.program.declaration.commands {
      let text = page(Invocation.program.declaration).replacing("\\-", with: "-")
        .replacing("\\&", with: "")
      for option in command.allOptions {
        let letter = option.letter.map { "Fl \($0) , " } ?? ""
        #expect(text.contains(".It \(letter)Fl -\(option.name)"), "\(option.name)")
      }
    }
  }

  @Test(
    .enabled(if: Executable.installed("groff") != nil, "groff is not installed"),
    arguments: [Invocation.program.declaration, toy.declaration, oddToy])
  func groffHasNothingToSay(program: ProgramDeclaration) throws {
    let folder = try TemporaryFolder()
    let path = try write(page(program), folder)
    let outcome = try Executable.run(
      ["-mandoc", "-ww", "-z", path], of: Executable.installed("groff"))
    #expect(outcome.code == 0 && outcome.errors == "")
  }

  @Test(
    .enabled(if: Executable.installed("mandoc") != nil, "mandoc is not installed"),
    arguments: [Invocation.program.declaration, toy.declaration, oddToy])
  func mandocHasNothingToWarnOf(program: ProgramDeclaration) throws {
    let folder = try TemporaryFolder()
    let path = try write(page(program), folder)
    let outcome = try Executable.run(
      ["-T", "lint", "-W", "warning", path], of: Executable.installed("mandoc"))
    #expect(outcome.code == 0 && outcome.output == "")
  }

  @Test(.enabled(if: Executable.installed("mandoc") != nil, "mandoc is not installed"))
  func oddWordsAreShownAsTheyAre() throws {
    let folder = try TemporaryFolder()
    let path = try write(page(oddToy), folder)
    let outcome = try Executable.run(
      ["-T", "utf8", "-O", "width=200", path], of: Executable.installed("mandoc"))
    // Without what makes type bold on a typewriter.
    let shown = outcome.output.replacing(/.\u{8}/, with: "")
    for word in OddWord.allCases.map(\.rawValue) { #expect(shown.contains(word), "\(word)") }
    #expect(shown.contains("-x, --It") && shown.contains(".Sh is no macro, é no escape"))
  }

  @Test func theProgramPrintsItsPage() throws {
    let outcome = try Executable.run(["man"])
    #expect(outcome.code == 0 && outcome.errors == "" && outcome.output == ManualPage.current)
    #expect(try Executable.run(["man", "x"]).code == 2)
  }

  @Test func variablesThatCountAreInHelp() {
    let help = HelpText.of(Invocation.program.declaration)
    for name in ["BASICPITCH_MODEL", "BASICPITCH_ISA", "TMPDIR"] { #expect(help.contains(name)) }
  }
}
