import Arithmetic

/// What the program is asked to do.
enum Invocation: Equatable, Sendable {
  case transcribe(TranscribeArguments)
  case render(RenderArguments)
  case plot(PlotArguments)
  case evaluate(EvaluateArguments)
  case beats(BeatsArguments)
  case features(FeaturesArguments)
  case envelopes(EnvelopesArguments)
  case completions(CompletionsArguments)
  case manual
}

extension Invocation {
  /// The whole command line.
  static let program = Program<Invocation>(
    ProgramDeclaration(
      name: "basicpitch", summary: "Turn recordings into MIDI files, and MIDI files into sound",
      environment: environment,
      exitCodes: ExitCode.allCases.map {
        HelpEntry(term: "\($0.rawValue)", meaning: $0.meaning)
      },
      description: description, files: files,
      seeAlso: [.manual("ffmpeg", section: 1), .link("https://github.com/spotify/basic-pitch")]),
    commands: [
      Program.Subcommand(TranscribeArguments.command) { .transcribe($0) },
      Program.Subcommand(RenderArguments.command) { .render($0) },
      Program.Subcommand(PlotArguments.command) { .plot($0) },
      Program.Subcommand(EvaluateArguments.command) { .evaluate($0) },
      Program.Subcommand(BeatsArguments.command) { .beats($0) },
      Program.Subcommand(FeaturesArguments.command) { .features($0) },
      Program.Subcommand(EnvelopesArguments.command) { .envelopes($0) },
      Program.Subcommand(CompletionsArguments.command) { .completions($0) },
      Program.Subcommand(ManualArguments.command) { _ in .manual },
    ])

  private static let environment = [
    HelpEntry(
      term: "BASICPITCH_MODEL",
      meaning: "model to use instead of the one that comes with the program"),
    HelpEntry(
      term: "BASICPITCH_ISA",
      meaning: "instructions to use instead of the best that the processor has: "
        + ValueKind.choice(InstructionSet.allCases.map(\.rawValue)).description),
    HelpEntry(
      term: "BASICPITCH_SOUNDFONT",
      meaning: "SoundFont that render plays with: a file, or default for the system's own"),
    HelpEntry(term: "TMPDIR", meaning: "folder for what is only kept for a while (default: /tmp)"),
  ]

  private static let files = [
    HelpEntry(
      term: "../share/basicpitch/\(ModelLocation.notes.fileName)",
      meaning: "the model, seen from the folder of the program"),
    HelpEntry(
      term: "../share/basicpitch/\(ModelLocation.instruments.fileName)",
      meaning: "the network of instruments, likewise"),
  ]

  private static let description = [
    [
      "The model is that of Spotify's Basic Pitch.",
      "It hears pitched notes of any instrument, one instrument at a time best.",
      "It does not separate instruments, and it does not transcribe drums.",
    ],
    [
      "Outputs appear whole or not at all, and nothing is overwritten without --force.",
      "Results go to files or to standard output, messages to standard error.",
    ],
    [
      "Of an option that is given twice, the last value holds; only --sweep takes all.",
      "The value of a long option may follow it as the next word or after an equals sign; a value"
        + " in brackets, only after an equals sign.",
      "Words after -- are no options.",
    ],
  ]
}
