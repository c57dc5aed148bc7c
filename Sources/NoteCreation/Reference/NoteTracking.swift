/// Follows each onset until its energy is gone.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`.
struct NoteTracking {
  private let threshold: Float
  private let tolerance: Int
  private let minimumLength: Int

  init(settings: NoteCreator.Settings) {
    threshold = Float(notBelow: settings.frameThreshold)
    tolerance = settings.energyTolerance
    minimumLength = settings.minimumNoteFrames
  }

  /// The notes that begin at the given onsets and are long enough; their energy is used up.
  ///
  /// Onsets come latest first, so that a repeated note ends where the next one begins.
  func notes(
    startingAt onsets: some Sequence<Onset>, in energy: inout RemainingEnergy
  ) -> [FrameNote] {
    var notes: [FrameNote] = []
    for onset in onsets {
      let end = self.end(of: onset, in: energy)
      guard end - onset.frame > minimumLength else { continue }
      for frame in onset.frame..<end { energy.clearAround(frame: frame, bin: onset.bin) }
      notes.append(energy.note(over: onset.frame..<end, bin: onset.bin))
    }
    return notes
  }

  /// The first frame of the gap that ends a note; the last frame of all is never part of one.
  private func end(of onset: Onset, in energy: RemainingEnergy) -> Int {
    var frame = onset.frame + 1
    var quietFrames = 0
    while frame < energy.frameCount - 1, quietFrames < tolerance {
      let isQuiet = energy.remaining(frame: frame, bin: onset.bin) < threshold
      quietFrames = isQuiet ? quietFrames + 1 : 0
      frame += 1
    }
    return frame - quietFrames
  }
}
