import TranscriptionTypes

/// Turns the network's posteriorgrams into notes, all at once or as they arrive.
///
/// With the quirk `.referenceDecisions` the notes are the reference's, ties and order included;
/// without it they are nearly the reference's, and known within a second or so after they end.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `model_output_to_notes`.
public struct NoteCreator: Sendable {
  /// What counts as a note.
  public let settings: Settings

  /// - Precondition: the thresholds lie in 0…1, lengths and tolerances are not negative, and a
  ///   polyphony limit is at least 1.
  public init(settings: Settings = Settings()) {
    settings.checkPreconditions()
    self.settings = settings
  }

  /// A decoder before its first frame.
  public func makeDecoder() -> any NoteDecoder {
    if settings.quirks.contains(.referenceDecisions) {
      return WholePieceDecoder(settings: settings)
    }
    return settings.isSingleLine
      ? SingleLineDecoder(settings: settings) : EvidenceDecoder(settings: settings)
  }

  /// Decodes the posteriorgrams of a whole recording.
  ///
  /// - Returns: with `.referenceDecisions`, the notes that begin with an onset, latest first, then
  ///   those found without one, most salient first: the reference's order. Otherwise, in the order
  ///   in which they are decided.
  /// - Precondition: 88 note and onset bins, 264 contour bins.
  public func createNotes(from posteriorgrams: Posteriorgrams) -> [NoteEvent] {
    var decoder = makeDecoder()
    return decoder.append(posteriorgrams) + decoder.finish()
  }

  /// When frames of the joined posteriorgrams happen, in seconds from the beginning of the recording.
  public func times(ofFrames frames: Range<Int>) -> [Double] {
    let times = FrameTimes(quirks: settings.quirks)
    return frames.map(times.seconds(ofFrame:))
  }
}
