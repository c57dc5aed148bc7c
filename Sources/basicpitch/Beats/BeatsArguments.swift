/// What `basicpitch beats` is asked to do; the initial values are the defaults.
struct BeatsArguments: Equatable, Sendable {
  /// A recording; `-` for standard input.
  var input = ""
  /// Which part of it, and how to read it.
  var source = RecordingArguments()
  /// Whether to write for a program.
  var json = false
  /// Beats a minute, about; nil where they are to be found.
  var tempo = Choice<Double>.auto
  /// Weights other than those built in or named by `BASICPITCH_MODEL`.
  var model: String?
  /// Threads to compute with; nil for one a core.
  var threads: Int?
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension BeatsArguments {
  /// The command line of `basicpitch beats`.
  static let command = Command(
    "beats", summary: "Tell the beats, bars and key of a recording",
    initial: BeatsArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1, help: "recording; - for standard input"),
    into: \.inputs,
    options: RecordingArguments.options(in: \.source) + [
      .flag(
        "json", \.json,
        help: "write JSON, with metre, tempo over time, tatum, key, and how sure it all is"),
      .value(
        "tempo", \.tempo, "auto|BPM", kind: .form("auto or a number from 20 to 400"),
        default: "auto", help: "about how many beats a minute there are",
        parse: { word in
          if word == "auto" { return .auto }
          return decimal(word).flatMap { (20...400).contains($0) ? .told($0) : nil }
        }),
      .file(
        "model", \.model, default: "BASICPITCH_MODEL, else the one that comes with the program",
        help: "model to use"),
      .integer(
        "threads", \.threads, in: 1...Int.max, value: "N", default: "all cores",
        help: "threads to compute with"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ],
    examples: [
      HelpEntry(
        term: "basicpitch beats song.wav",
        meaning: "print the time of each beat, its bar and number"
      ),
      HelpEntry(
        term: "basicpitch beats --json --tempo 96 song.wav",
        meaning: "the same and more, as JSON, of a song whose tempo is known"),
    ],
    conflict: { $0.source.conflict })

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }
}
