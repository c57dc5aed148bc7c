import Evaluation

/// What `basicpitch evaluate` is asked to do; the initial values are the defaults.
struct EvaluateArguments: Equatable, Sendable {
  /// The notes that were played: a file, or a folder of files.
  var truth = ""
  /// What is said to have been played: files, or one folder.
  var estimates: [String] = []
  /// Whether to write for a program.
  var json = false
  /// Between onsets, in milliseconds.
  var onsetTolerance = 50.0
  /// Between pitches, in cents.
  var pitchTolerance = 50.0
  /// Between offsets, as a fraction of the truth's note.
  var offsetRatio = 0.2
  /// Between offsets, in milliseconds, where that is less.
  var offsetMinTolerance = 50.0
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension EvaluateArguments {
  /// The command line of `basicpitch evaluate`.
  static let command = Command(
    "evaluate", summary: "Compare notes with the truth",
    initial: EvaluateArguments(),
    positional: PositionalDeclaration(
      placeholder: "TRUTH ESTIMATE", kind: .file, count: 2...Int.max,
      help: "MIDI files or tables of notes (CSV: onset, offset, pitch, velocity); or two folders,"
        + " whose files are paired by name"),
    into: \.inputs,
    options: [
      .flag("json", \.json, help: "write JSON instead of a table"),
      .number(
        "onset-tolerance", \.onsetTolerance, in: 0...Double.infinity, value: "MS",
        help: "between onsets, in milliseconds"),
      .number(
        "pitch-tolerance", \.pitchTolerance, in: 0...Double.infinity, value: "CENTS",
        help: "between pitches, in cents"),
      .number(
        "offset-ratio", \.offsetRatio, in: 0...Double.infinity, value: "R",
        help: "between offsets, as a fraction of the true note's length"),
      .number(
        "offset-min-tolerance", \.offsetMinTolerance, in: 0...Double.infinity, value: "MS",
        help: "between offsets where that is less, in milliseconds"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ],
    examples: [
      HelpEntry(term: "basicpitch evaluate truth.csv song.mid", meaning: "score a transcription"),
      HelpEntry(
        term: "basicpitch evaluate truth.mid a.mid b.mid", meaning: "compare two transcriptions"),
      HelpEntry(
        term: "basicpitch evaluate --json truth/ estimates/",
        meaning: "score every estimates/NAME.mid or .csv by truth/NAME.mid or .csv"),
    ])

  private var inputs: [String] {
    get { [truth] + estimates }
    set {
      truth = newValue.first ?? ""
      estimates = Array(newValue.dropFirst())
    }
  }

  /// In the units of the stages.
  var tolerances: Tolerances {
    var tolerances = Tolerances()
    tolerances.onset = onsetTolerance / 1000
    tolerances.pitch = pitchTolerance
    tolerances.offsetRatio = offsetRatio
    tolerances.offsetMinimum = offsetMinTolerance / 1000
    return tolerances
  }
}
