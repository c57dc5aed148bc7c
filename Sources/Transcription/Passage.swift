public import AudioIO
public import MIDIWriter
public import TranscriptionTypes

/// What has become certain about a recording since the passage before.
public struct Passage: Equatable, Sendable {
  /// The recording as the network hears it, mono at 22 050 Hz, from the passage before on: the
  /// samples of all passages together are the recording.
  public let samples: [Float]

  /// The frames that follow those of the passage before.
  public let posteriorgrams: Posteriorgrams

  /// Time of each of these frames, in seconds.
  public let frameTimes: [Double]

  /// Notes, in the order of the decoder; all passages together have all notes.
  public let notes: [NoteEvent]

  /// Seconds before which no note of a later passage begins.
  public let horizon: Double

  /// What there is to write of the MIDI file.
  public let midi: [MIDIFileStream.Piece]

  /// In the last passage, how the recording ended before its time; nil if it is whole.
  public var shortfall: Shortfall?
}
