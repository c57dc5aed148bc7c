import TranscriptionTypes

/// Turns the network's posteriorgrams into notes.
///
/// Given the same posteriorgrams, the notes are the reference's, ties and order included, but the
/// time it takes grows with n log n instead of n².
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

  /// Decodes posteriorgrams, which are left as they are.
  ///
  /// - Returns: the notes that begin with an onset, latest first, then those found without one,
  ///   most salient first: the reference's order.
  /// - Precondition: 88 note and onset bins, 264 contour bins.
  public func createNotes(from posteriorgrams: Posteriorgrams) -> [NoteEvent] {
    precondition(posteriorgrams.note.binCount == ModelConstants.pitchCount)
    precondition(posteriorgrams.onset.binCount == ModelConstants.pitchCount)
    precondition(posteriorgrams.contour.binCount == ModelConstants.contourBinCount)

    let range = FrequencyRange(settings: settings)
    let note = range.silencingOutside(posteriorgrams.note)
    let onset = range.silencingOutside(posteriorgrams.onset)

    let onsets = OnsetInference(note: note, onset: onset).peaks(threshold: settings.onsetThreshold)
    var energy = RemainingEnergy(note)
    var notes = NoteTracking(settings: settings).notes(startingAt: onsets, in: &energy)
    if settings.usesMelodia {
      notes += MelodiaPass(settings: settings).notes(in: &energy)
    }
    if let limit = PolyphonyLimit(settings: settings) {
      notes = limit.applied(to: notes)
    }

    let times = FrameTimes(quirks: settings.quirks)
    let bends = PitchBendEstimation(contour: posteriorgrams.contour, quirks: settings.quirks)
    return notes.map { note in
      NoteEvent(
        onset: times.seconds(ofFrame: note.frames.lowerBound),
        offset: times.seconds(ofFrame: note.frames.upperBound),
        pitch: note.bin + ModelConstants.lowestPitch,
        amplitude: note.amplitude,
        pitchBends: settings.includesPitchBends ? bends.semitones(for: note) : [])
    }
  }

  /// When the first `frameCount` frames of the joined posteriorgrams happen, in seconds from the
  /// beginning of the recording.
  public func times(ofFrames frameCount: Int) -> [Double] {
    let times = FrameTimes(quirks: settings.quirks)
    return (0..<frameCount).map(times.seconds(ofFrame:))
  }
}
