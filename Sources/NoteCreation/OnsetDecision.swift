import TranscriptionTypes

/// Which onsets begin notes that are long enough, judged by a few frames after each.
///
/// A note ends where the next note on its key or beside it begins, so later onsets are decided
/// first, as in the reference; what lies beyond the given frames is not waited for.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`.
struct OnsetDecision: Sendable {
  private let threshold: Float
  private let tolerance: Int
  private let minimumLength: Int

  init(settings: NoteCreator.Settings, minimumLength: Int) {
    threshold = Float(notBelow: settings.frameThreshold)
    tolerance = settings.energyTolerance
    self.minimumLength = minimumLength
  }

  /// The onsets that begin notes, in order of time.
  ///
  /// - Parameters:
  ///   - onsets: in order of time, then pitch; of neighbours that begin together the higher wins.
  ///   - end: the first frame that is not known yet.
  func accepted(_ onsets: [Onset], in energy: RemainingEnergy, before end: Int) -> [Onset] {
    // The next onset of each key, with one more key at either side.
    var next = [Int](repeating: end, count: energy.binCount + 2)
    var accepted: [Onset] = []
    for onset in onsets.reversed() {
      let limit = next[onset.bin...onset.bin + 2].reduce(end, min)
      guard isLongEnough(onset, in: energy, before: limit) else { continue }
      next[onset.bin + 1] = onset.frame
      accepted.append(onset)
    }
    return accepted.reversed()
  }

  private func isLongEnough(_ onset: Onset, in energy: RemainingEnergy, before end: Int) -> Bool {
    guard end > onset.frame else { return false }
    var last = onset.frame
    for frame in onset.frame..<end {
      if energy.original(frame: frame, bin: onset.bin) >= threshold { last = frame }
      if last - onset.frame >= minimumLength { return true }
      if frame - last >= tolerance { return false }
    }
    return false
  }
}
