/// How a sample is written to a sound file.
enum SampleFormat: String, CaseIterable, Sendable {
  case integer16 = "16"
  case integer24 = "24"
  case float32 = "32f"
}

/// What `basicpitch render` is asked to do; the initial values are the defaults.
struct RenderArguments: Equatable, Sendable {
  /// The MIDI file.
  var input = ""
  /// The sound file; nil for one beside the MIDI file.
  var output: String?
  /// Sampling rate, in hertz.
  var rate = 44_100
  var bits = SampleFormat.integer16
  var mono = false
  /// Whether an existing file may be overwritten.
  var force = false
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension RenderArguments {
  /// The command line of `basicpitch render`.
  static let command = Command(
    "render", summary: "Play a MIDI file into a sound file",
    initial: RenderArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1, help: "MIDI file to play"),
    into: \.inputs,
    options: options,
    examples: [
      HelpEntry(term: "basicpitch render song.mid -o song.wav", meaning: "play a transcription")
    ],
    conflict: { arguments in
      arguments.output == "-"
        ? "a WAV file has its length at its beginning, so it cannot go to standard output; say -o FILE"
        : nil
    })

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private static var options: [Option<RenderArguments>] {
    [
      .file(
        "output", short: "o", \.output, default: "INPUT with the extension .wav",
        help: "WAV file to write"),
      .integer("rate", \.rate, in: 8000...384_000, value: "HZ", help: "samples a second"),
      .choice("bits", \.bits, help: "bits of a sample; 32f is floating point"),
      .flag("mono", \.mono, help: "write one channel instead of two"),
      .flag("force", \.force, help: "overwrite a file that exists"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ]
  }
}
