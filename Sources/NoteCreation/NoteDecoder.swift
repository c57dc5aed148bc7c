import TranscriptionTypes

/// Turns posteriorgrams into notes while they arrive.
///
/// The notes do not depend on how the frames are cut into portions.
public protocol NoteDecoder: Sendable {
  /// Takes in the next frames of the joined posteriorgrams, any number of them.
  ///
  /// - Returns: the notes that are now decided, in no particular order.
  /// - Precondition: 88 note and onset bins, 264 contour bins; not after `finish`.
  mutating func append(_ frames: Posteriorgrams) -> [NoteEvent]

  /// Learns that there are no more frames; to be called once.
  ///
  /// - Returns: all notes that were still undecided.
  mutating func finish() -> [NoteEvent]

  /// Seconds before which no note begins that is still to be returned; infinite after `finish`.
  var horizon: Double { get }
}

extension Posteriorgrams {
  func checkPreconditions() {
    precondition(note.binCount == ModelConstants.pitchCount)
    precondition(onset.binCount == ModelConstants.pitchCount)
    precondition(contour.binCount == ModelConstants.contourBinCount)
  }
}
