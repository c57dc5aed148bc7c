/// How `basicpitch transcribe` deals with many recordings.
struct BatchArguments: Equatable, Sendable {
  /// Whether folders in folders are searched too.
  var recursive = false
  /// A file that lists recordings and folders; `-` for standard input.
  var filesFrom: String?
  /// Whether outputs that exist are left as they are, and their recordings out.
  var skipExisting = false
  /// Recordings to work on at a time; nil to choose.
  var jobs: Int?
  /// Which share of the recordings to do; nil for all.
  var shard: Shard?
  /// Where to write what became of each recording.
  var report: String?
}

extension BatchArguments {
  /// Those that say what to read.
  static var inputOptions: [Option<TranscribeArguments>] {
    let options: [Option<TranscribeArguments>] = [
      .flag(
        "recursive", short: "r", \.batch.recursive,
        help: "search the folders in a folder too"),
      .file(
        "files-from", \.batch.filesFrom,
        help: "also transcribe the files and folders listed there, one a line or each ended by a"
          + " NUL; - for standard input; under -o DIR they keep their folders"),
    ]
    return options.map { $0.listed(under: "Input") }
  }

  /// Those that say how to go about it.
  static var runOptions: [Option<TranscribeArguments>] {
    let options: [Option<TranscribeArguments>] = [
      .flag(
        "skip-existing", \.batch.skipExisting,
        help: "write only outputs that do not exist; go on where a run was interrupted"),
      .integer(
        "jobs", short: "j", \.batch.jobs, in: 1...1024, value: "N", default: "one a thread",
        help: "recordings to work on at a time; they share the threads"),
      .value(
        "shard", \.batch.shard, "I/N", kind: .form("I/N with I from 1 to N, as in 2/8"),
        default: "all recordings",
        help: "do the Ith of N shares of the recordings, by a hash of their places below INPUT, so"
          + " that N runs on any machines do each once; see docs/Scaling.md", parse: { Shard($0) }),
      .file(
        "report", \.batch.report,
        help: "write there, as JSON, what became of each recording; replaced with --force or"
          + " --skip-existing"),
    ]
    return options.map { $0.listed(under: "Many recordings") }
  }

  /// What is wrong with arguments that are each good.
  func conflict(with arguments: TranscribeArguments) -> String? {
    if arguments.inputs.isEmpty && filesFrom == nil { return "INPUT is missing" }
    if skipExisting && arguments.force { return "--force and --skip-existing exclude each other" }
    if shard != nil, arguments.inputs.contains("-") {
      return "standard input is one recording; --shard is for files and folders"
    }
    let isAlone = arguments.inputs.count == 1 && filesFrom == nil
    if arguments.inputs.contains("-") && !isAlone {
      return "standard input is one recording; - stands alone"
    }
    guard arguments.output == "-" else { return nil }
    if !isAlone { return "-o - is for one recording" }
    if arguments.allFormats.count > 1 { return "-o - is for one format" }
    if arguments.allFormats == [.npz] { return "an archive cannot be written to a pipe" }
    return report == "-" ? "-o - and --report - exclude each other" : nil
  }
}
