/// What the program is asked to do.
enum Invocation: Equatable, Sendable {
  case transcribe(TranscribeArguments)
  case render(RenderArguments)
  case evaluate(EvaluateArguments)
}

extension Invocation {
  /// The whole command line.
  static let program = Program<Invocation>(
    ProgramDeclaration(
      name: "basicpitch", summary: "Turn recordings into MIDI files, and MIDI files into sound",
      environment: [
        HelpEntry(
          term: "BASICPITCH_MODEL",
          meaning: "model to use instead of the one that comes with the program")
      ],
      exitCodes: ExitCode.allCases.map {
        HelpEntry(term: "\($0.rawValue)", meaning: $0.meaning)
      }),
    commands: [
      Program.Subcommand(TranscribeArguments.command) { .transcribe($0) },
      Program.Subcommand(RenderArguments.command) { .render($0) },
      Program.Subcommand(EvaluateArguments.command) { .evaluate($0) },
    ])
}
