/// A recording and the files that its transcription goes to.
struct TranscriptionJob: Equatable, Sendable {
  /// The recording; `-` for standard input.
  let input: String
  /// What to write, `-` being standard output; nothing if all of it is there already.
  let outputs: [Output]
  /// Why there is nothing to transcribe, where that is known beforehand.
  var problem: String?

  struct Output: Equatable, Sendable {
    let format: OutputFormat
    let path: String
  }

  /// What pictures call the recording.
  var title: String { input == "-" ? "standard input" : FilePath(input).stem }

  /// What messages call the recording.
  var name: String { input == "-" ? "standard input" : "'\(input)'" }
}
