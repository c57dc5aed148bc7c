/// What `basicpitch plot` is asked to do; the initial values are the defaults.
struct PlotArguments: Equatable, Sendable {
  /// What may be seen: of posteriorgrams one of three, of a recording one of two spectrograms.
  enum View: String, CaseIterable, Sendable {
    case note, onset, contour, cqt, stft
  }

  /// A MIDI file, posteriorgrams or a recording; `-` for a recording on standard input.
  var input = ""
  /// Which part of a recording is to be seen, and how to read it.
  var source = RecordingArguments()
  /// The picture; nil for an SVG file beside the input.
  var output: String?
  /// What to lay behind the notes of a MIDI file.
  var over: String?
  /// What to see; nil for what suits the file.
  var view: View?
  /// In pixels; nil for what suits the music.
  var width: Int?
  /// In pixels; nil for what suits the range of pitches.
  var height: Int?
  /// Whether an existing file may be overwritten.
  var force = false
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension PlotArguments {
  /// The command line of `basicpitch plot`.
  static let command = Command(
    "plot", summary: "Draw a MIDI file, posteriorgrams or a spectrogram",
    initial: PlotArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1,
      help:
        "MIDI file, for its notes; saved posteriorgrams (.npz); or recording, for its spectrogram,"
        + " - for standard input"
    ),
    into: \.inputs,
    options: options,
    examples: [
      HelpEntry(term: "basicpitch plot song.mid", meaning: "draw the notes; write song.svg"),
      HelpEntry(
        term: "basicpitch plot song.mid --over song.wav -o song.png",
        meaning: "draw the notes over the spectrogram of what was played"),
      HelpEntry(
        term: "basicpitch plot song.npz --view onset",
        meaning: "draw what the network heard; transcribe --save-model-outputs saves it"),
      HelpEntry(
        term: "basicpitch plot song.wav --view stft --start 1:30 --duration 20 -o song.png",
        meaning: "draw a spectrogram of a part, with as many hertz everywhere"),
    ],
    conflict: \.conflict)

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private static var options: [Option<PlotArguments>] {
    RecordingArguments.options(in: \.source) + drawingOptions
  }

  private static var drawingOptions: [Option<PlotArguments>] {
    [
      .value(
        "output", short: "o", \.output, "FILE", kind: .form("a file that ends in .svg or .png"),
        default: "INPUT with the extension .svg", help: "picture to write, .svg or .png",
        parse: { path in OutputFormat.picture(at: path) == nil ? nil : path }),
      .file(
        "over", \.over,
        help: "posteriorgrams or recording to draw the notes of a MIDI file over"),
      .choice(
        "view", \.view, default: "note of posteriorgrams, cqt of a recording",
        help:
          "what to see: of posteriorgrams, note, onset or contour; of a recording, cqt, three bins"
          + " a semitone, or stft, 10.8 hertz a bin"),
      .integer(
        "width", \.width, in: 400...20_000, value: "PIXELS",
        default: "50 a second, from 1000 to 12000",
        help: "width of the picture"),
      .integer(
        "height", \.height, in: 200...5000, value: "PIXELS", default: "12 a key, from 450 to 1000",
        help: "height of the picture"),
      .flag("force", \.force, help: "overwrite a file that exists"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ]
  }

  private var conflict: String? {
    if input == "-", output == nil {
      return "standard input has no name to call the picture by; say -o FILE"
    }
    if over != nil, view == .stft {
      return "--over wants pitches to draw over, which --view stft has not; leave --view out"
    }
    return source.conflict
  }

  /// Where the picture goes.
  var picturePath: String { output ?? FilePath(input).withoutExtension + ".svg" }
}
