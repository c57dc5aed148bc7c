/// What `basicpitch envelopes` is asked to do; the initial values are the defaults.
struct EnvelopesArguments: Equatable, Sendable {
  /// A recording; `-` for standard input.
  var input = ""
  /// Which part of it, and how to read it.
  var source = RecordingArguments()
  /// The table; nil for one beside the input.
  var output: String?
  /// Where to draw a picture besides.
  var plot: String?
  /// Weights other than those that come with the program.
  var model: String?
  /// Threads to compute with; nil for one a core.
  var threads: Int?
  /// Whether existing files may be overwritten.
  var force = false
  var quiet = false
  /// Whether messages are JSON.
  var jsonErrors = false
}

extension EnvelopesArguments {
  /// The command line of `basicpitch envelopes`.
  static let command = Command(
    "envelopes", summary: "Tell how loud each family of instruments plays over time",
    initial: EnvelopesArguments(),
    positional: PositionalDeclaration(
      placeholder: "INPUT", kind: .file, count: 1...1, help: "recording; - for standard input"),
    into: \.inputs,
    options: RecordingArguments.options(in: \.source) + [
      .file(
        "output", short: "o", \.output, default: "INPUT with the extension .envelopes.csv",
        help:
          "table to write, - for standard output: a line for each 46 ms, with its time in seconds"
          + " and the level of each family in decibels relative to a sine of full scale"),
      .value(
        "plot", \.plot, "FILE", kind: .form("a file that ends in .svg or .png"),
        help: "also draw them there, as .svg or .png",
        parse: { path in OutputFormat.picture(at: path) == nil ? nil : path }),
      .file(
        "model", \.model, default: "the one that comes with the program",
        help: "network of instruments to use"),
      .integer(
        "threads", \.threads, in: 1...Int.max, value: "N", default: "all cores",
        help: "threads to compute with"),
      .flag("force", \.force, help: "overwrite files that exist"),
      .quiet(\.quiet), .jsonErrors(\.jsonErrors),
    ],
    examples: [
      HelpEntry(
        term: "basicpitch envelopes song.wav -o song.csv --plot song.svg",
        meaning: "write a table and a picture of which instruments play when")
    ],
    conflict: \.conflict)

  private var inputs: [String] {
    get { [input] }
    set { input = newValue.first ?? "" }
  }

  private var conflict: String? {
    if input == "-", output == nil {
      return "standard input has no name to call the table by; say -o FILE"
    }
    if let plot, FilePath(plot).identity == FilePath(tablePath).identity {
      return "'\(plot)' cannot be both the table and the picture"
    }
    return source.conflict
  }

  /// Where the table goes.
  var tablePath: String { output ?? FilePath(input).withoutExtension + ".envelopes.csv" }
}
