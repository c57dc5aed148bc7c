public import AudioIO
public import MIDIWriter
public import TranscriptionTypes

/// What has become certain about a recording since the passage before.
public struct Passage: Equatable, Sendable {
  /// What was heard.
  public let heard: HeardPassage

  /// Time of each of these frames, in seconds.
  public let frameTimes: [Double]

  /// Notes, in the order of the decoder; all passages together have all notes.
  public let notes: [NoteEvent]

  /// Seconds before which no note of a later passage begins.
  public let horizon: Double

  /// What there is to write of the MIDI file.
  public let midi: [MIDIFileStream.Piece]

  /// In the last passage, what the notes mean, where that was asked for.
  public var interpretation: Interpretation?

  /// In the last passage, the instruments that play most, where that was asked for and anything plays.
  public var family: InstrumentFamily?

  /// In the last passage, how the recording ended before its time; nil if it is whole.
  public var shortfall: Shortfall?

  /// The recording as the network hears it, as `HeardPassage` has it.
  public var samples: [Float] { heard.samples }

  /// The frames that follow those of the passage before.
  public var posteriorgrams: Posteriorgrams { heard.posteriorgrams }
}
