public import Arithmetic
import TranscriptionTypes

/// Turns the network's posteriorgrams into notes, all at once or as they arrive.
///
/// Three decoders do this, each in a folder of its own: by default `EvidenceDecoder`, for one note at
/// a time by rules `SingleLineDecoder`, both of which know a note a few seconds after it ends; and with the
/// quirk `.referenceDecisions` `ReferenceDecoder`, whose notes are the reference's, ties and order
/// included, and known at the end.
public struct NoteCreator: Sendable {
  /// What counts as a note.
  public let settings: Settings
  private let arithmetic: Arithmetic

  /// - Parameter arithmetic: the notes do not depend on it.
  /// - Precondition: the thresholds lie in 0…1, lengths and tolerances are not negative, and a
  ///   polyphony limit is at least 1.
  public init(settings: Settings = Settings(), arithmetic: Arithmetic = .best) {
    settings.checkPreconditions()
    self.settings = settings
    self.arithmetic = arithmetic
  }

  /// A decoder before its first frame.
  public func makeDecoder() -> any NoteDecoder {
    if settings.quirks.contains(.referenceDecisions) {
      return ReferenceDecoder(settings: settings)
    }
    return settings.isSingleLine && settings.decoder == .rules
      ? SingleLineDecoder(settings: settings, arithmetic: arithmetic)
      : EvidenceDecoder(settings: settings, arithmetic: arithmetic)
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
