import TranscriptionTypes

/// An input and the files that its transcription goes to.
struct TranscriptionJob: Equatable, Sendable {
  /// The recording, or the archive of its posteriorgrams; `-` for standard input.
  let input: String
  /// What to write, `-` being standard output; nothing if all of it is there already.
  let outputs: [Output]
  /// Why there is nothing to transcribe, where that is known beforehand.
  var problem: String?

  struct Output: Equatable, Sendable {
    let format: OutputFormat
    let path: String
    /// Which of the results of the recording it has: 0 but for `--sweep`.
    var variant = 0
  }

  /// What pictures call the recording.
  var title: String { InputName(path: input).title }

  /// What messages call the recording.
  var name: String { InputName(path: input).quoted }
}
