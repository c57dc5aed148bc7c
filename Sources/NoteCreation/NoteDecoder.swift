public import TranscriptionTypes

/// Turns the network's posteriorgrams into notes while they arrive.
public protocol NoteDecoder: Sendable {
  /// Seconds before which no note still to come begins.
  var horizon: Double { get }

  /// Takes in the frames that follow those before.
  ///
  /// - Returns: the notes that have become certain.
  mutating func append(_ frames: Posteriorgrams) -> [NoteEvent]

  /// Declares that no more frames follow.
  ///
  /// - Returns: the remaining notes.
  mutating func finish() -> [NoteEvent]
}

/// Decides at the end only, when all frames are known.
struct GatheringNoteDecoder: NoteDecoder {
  private let creator: NoteCreator
  private var gathered = Posteriorgrams()

  /// Nothing is certain before the end.
  private(set) var horizon = 0.0

  /// Starts before the first frame.
  init(_ creator: NoteCreator) { self.creator = creator }

  /// Keeps the frames.
  mutating func append(_ frames: Posteriorgrams) -> [NoteEvent] {
    gathered.append(frames)
    return []
  }

  /// All notes, in the reference's order.
  mutating func finish() -> [NoteEvent] {
    horizon = .infinity
    return creator.createNotes(from: gathered)
  }
}

extension NoteCreator {
  /// A decoder before its first frame.
  public func makeDecoder() -> any NoteDecoder { GatheringNoteDecoder(self) }

  /// When some frames of the joined posteriorgrams happen, in seconds from the beginning of the
  /// recording.
  public func times(ofFrames frames: Range<Int>) -> [Double] {
    let times = FrameTimes(quirks: settings.quirks)
    return frames.map(times.seconds(ofFrame:))
  }
}
