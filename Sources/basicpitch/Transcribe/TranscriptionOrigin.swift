import Exports

/// What results came from besides the recording: whoever has it can make them again.
struct TranscriptionOrigin: Sendable {
  /// In the order in which they are written.
  let members: [(name: String, value: JSONValue)]

  init(_ arguments: TranscribeArguments, modelChecksum: String?) {
    members = [
      ("tool", .string("basicpitch")), ("version", .string(VersionText.version)),
      ("model", modelChecksum.map { .string($0) } ?? .null),
      ("settings", .object(arguments.settingsMembers)),
    ]
  }
}

extension TranscribeArguments {
  /// What the notes depend on.
  fileprivate var settingsMembers: [(name: String, value: JSONValue)] {
    let channel =
      switch source.channel {
      case .mix: JSONValue.string("mix")
      case .only(let number): JSONValue.integer(number)
      }
    let notes = noteSettings
    return [
      ("compatible", compatible.map { .string($0.rawValue) } ?? .null),
      ("decoder", compatible == nil ? .string(notes.decoder.rawValue) : .null),
      ("preset", preset.map { .string($0.rawValue) } ?? .null),
      ("onset_threshold", .number(notes.onsetThreshold)),
      ("frame_threshold", .number(notes.frameThreshold)),
      ("minimum_note_length_ms", .number(notes.minimumNoteLength)),
      ("minimum_frequency", .number(notes.minimumFrequency)),
      ("maximum_frequency", .number(notes.maximumFrequency)),
      ("max_polyphony", maxPolyphony.map { .integer($0) } ?? .null),
      ("melodia", .boolean(melodia)), ("pitch_bends", .string(trackLayout.rawValue)),
      ("midi_tempo", .number(midiTempo)),
    ] + music.settingsMembers + [
      ("start", .number(source.start)),
      ("duration", .number(source.duration)), ("channel", channel),
    ]
  }
}

extension TranscriptionOrigin {
  /// What a file of notes says of itself.
  func members(of job: TranscriptionJob) -> [(name: String, value: JSONValue)] {
    members + [("recording", .string(job.input))]
  }
}
