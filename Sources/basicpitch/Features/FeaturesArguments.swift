/// What `basicpitch features` is asked to do; the initial values are the defaults.
struct FeaturesArguments: Equatable, Sendable {
  /// What is measured of each frame.
  enum Kind: String, CaseIterable, Sendable {
    case cqt, stft, mel
  }

  /// A recording; `-` for standard input.
  var input = ""
  /// Which part of it, and how to read it.
  var source = RecordingArguments()
  var kind = Kind.cqt
  /// The archive; nil for one beside the input.
  var output: String?
  /// Whether an existing file may be overwritten.
  var force = false
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension FeaturesArguments {
  /// The command line of `basicpitch features`.
  static let command = Command(
    "features", summary: "Save what a recording's spectrogram shows, for NumPy",
    initial: FeaturesArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1, help: "recording; - for standard input"),
    into: \.inputs,
    options: RecordingArguments.options(in: \.source) + [
      .value(
        "kind", \.kind, "KIND", kind: .choice(Kind.allCases.map(\.rawValue)), default: "cqt",
        help:
          "cqt, 3 bins a semitone, 86 frames a second, as the network hears it; stft, 1025 bins of 10.8"
          + " hertz, or mel, 128 bands as wide as the ear's, both 43 frames a second",
        parse: Kind.init(rawValue:)),
      .value(
        "output", short: "o", \.output, "FILE", kind: .form("a file that ends in .npz"),
        default: "INPUT with the extension .cqt.npz, .stft.npz or .mel.npz",
        help: "archive to write: level in decibels, times in seconds, frequencies in hertz",
        parse: { path in FilePath(path).fileExtension == "npz" ? path : nil }),
      .flag("force", \.force, help: "overwrite a file that exists"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ],
    examples: [
      HelpEntry(
        term: "basicpitch features song.wav",
        meaning: "write song.cqt.npz, for numpy.load"),
      HelpEntry(
        term: "basicpitch features song.wav --kind mel -o song.npz",
        meaning: "the same with bands as wide as the ear's"),
    ],
    conflict: \.conflict)

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private var conflict: String? {
    if input == "-", output == nil {
      return "standard input has no name to call the archive by; say -o FILE"
    }
    return source.conflict
  }

  /// Where the archive goes.
  var archivePath: String {
    output ?? FilePath(input).withoutExtension + ".\(kind.rawValue).npz"
  }
}
