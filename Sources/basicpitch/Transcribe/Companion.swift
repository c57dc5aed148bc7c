/// A picture or a page that is told its file and written besides all else, of one recording.
struct Companion: Equatable, Sendable {
  /// What asks for it.
  let option: String
  let format: OutputFormat
  let path: String
}

extension TranscribeArguments {
  /// What `--plot` and `--page` ask for.
  var companions: [Companion] {
    let plots = plot.flatMap { path in
      OutputFormat.picture(at: path).map { Companion(option: "--plot", format: $0, path: path) }
    }
    let pages = page.map { Companion(option: "--page", format: .html, path: $0) }
    return [plots, pages].compactMap { $0 }
  }

  /// What is wrong with them.
  var companionConflict: String? {
    companions.lazy.compactMap { $0.conflict(with: self) }.first
  }
}

extension Companion {
  /// Why one recording is all that it can be of.
  var needsOneRecording: String {
    "\(option) '\(path)' is for one recording; \(insteadForSeveral)"
  }

  private var insteadForSeveral: String { "for several, say --format mid,\(format.rawValue)" }

  fileprivate func conflict(with arguments: TranscribeArguments) -> String? {
    if path == "-" {
      return "\(option) wants a file; -o - --format \(format.rawValue) writes to standard output"
    }
    if arguments.mainFormats.contains(format) {
      return "\(option) '\(path)' is a second .\(format.rawValue); leave one of them out"
    }
    return arguments.sweeps.isEmpty
      ? nil : "\(option) '\(path)' is for one result of --sweep; \(insteadForSeveral)"
  }
}
