import TranscriptionTypes

/// What was heard in a recording.
public struct Transcription: Sendable {
  /// The notes, in the order of the decoder.
  public let notes: [NoteEvent]

  /// The notes as music for a MIDI file.
  public let midi: MIDIFile

  /// What the network estimated, frame by frame.
  public let posteriorgrams: Posteriorgrams

  /// Time of each frame of the posteriorgrams, in seconds.
  public let frameTimes: [Double]

  /// The notes in order of onset, then pitch.
  public var notesInOrder: [NoteEvent] {
    notes.sorted { ($0.onset, $0.pitch, $0.offset) < ($1.onset, $1.pitch, $1.offset) }
  }
}
