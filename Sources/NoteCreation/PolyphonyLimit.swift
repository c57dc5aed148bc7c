/// Keeps the number of notes that sound at once within a limit, weakest first to go.
///
/// Not in the reference. A note that is cut short ends where the stronger one begins, and is
/// dropped when what is left is not longer than the minimum length.
package struct PolyphonyLimit {
  private let maximum: Int
  private let minimumLength: Int

  /// `nil` when the settings ask for no limit.
  package init?(settings: NoteCreator.Settings) {
    guard let maximum = settings.maximumPolyphony else { return nil }
    self.maximum = maximum
    minimumLength = settings.minimumNoteFrames
  }

  /// The notes that are left, in their given order.
  ///
  /// Notes are admitted by onset; of those that begin together the strongest first, then the
  /// lowest. Between equal amplitudes, the note already sounding stays.
  package func applied(to notes: [FrameNote]) -> [FrameNote] {
    var frames = notes.map { Optional($0.frames) }
    var sounding: [Int] = []
    for newcomer in orderOfAdmission(of: notes) {
      let onset = notes[newcomer].frames.lowerBound
      sounding.removeAll { notes[$0].frames.upperBound <= onset }
      sounding.append(newcomer)
      guard sounding.count > maximum, let weakest = weakest(of: sounding, in: notes) else {
        continue
      }
      let loser = sounding.remove(at: weakest)
      let kept = notes[loser].frames.lowerBound..<onset
      frames[loser] = kept.count > minimumLength ? kept : nil
    }
    return zip(notes, frames).compactMap { note, frames in
      frames.map { FrameNote(frames: $0, bin: note.bin, amplitude: note.amplitude) }
    }
  }

  private func orderOfAdmission(of notes: [FrameNote]) -> [Int] {
    notes.indices.sorted { first, second in
      let a = notes[first]
      let b = notes[second]
      if a.frames.lowerBound != b.frames.lowerBound {
        return a.frames.lowerBound < b.frames.lowerBound
      }
      if a.amplitude != b.amplitude { return a.amplitude > b.amplitude }
      return (a.bin, first) < (b.bin, second)
    }
  }

  /// The place in `sounding` of the note to lose: of equals the last admitted.
  private func weakest(of sounding: [Int], in notes: [FrameNote]) -> Int? {
    sounding.indices.reversed().min {
      notes[sounding[$0]].amplitude < notes[sounding[$1]].amplitude
    }
  }
}
