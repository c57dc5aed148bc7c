/// Finds notes without an onset: from the most salient cell that remains, outwards in time.
///
/// The reference searches the whole matrix for its largest value once a note, which is quadratic.
/// Energies only ever fall to zero, so the order in which cells come up is known beforehand: one
/// sort, largest first and the earliest of equals first, then each cell still there is the
/// largest that remains.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`
/// (`melodia_trick`).
struct MelodiaPass {
  private let threshold: Double
  private let tolerance: Int
  private let minimumLength: Int

  init(settings: NoteCreator.Settings) {
    threshold = settings.frameThreshold
    tolerance = settings.energyTolerance
    minimumLength = settings.minimumNoteFrames
  }

  /// The notes that are long enough, most salient first; all energy above the threshold is used
  /// up.
  func notes(in energy: inout RemainingEnergy) -> [FrameNote] {
    var notes: [FrameNote] = []
    for cell in cellsAboveThreshold(of: energy) where energy.values[cell] > 0 {
      let (peak, bin) = cell.quotientAndRemainder(dividingBy: energy.binCount)
      energy.clear(cell: cell)
      let end = edge(from: peak, step: 1, bin: bin, in: &energy)
      let start = edge(from: peak, step: -1, bin: bin, in: &energy)
      guard end - start > minimumLength else { continue }
      notes.append(energy.note(over: start..<end, bin: bin))
    }
    return notes
  }

  private func cellsAboveThreshold(of energy: RemainingEnergy) -> [Int] {
    let values = energy.values
    return values.indices.filter { Double(values[$0]) > threshold }
      .sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
  }

  /// Walks from a peak to where its energy is gone, using it up on the way.
  ///
  /// The first and the last frame are never looked at.
  ///
  /// - Returns: the outermost frame before the gap.
  private func edge(from peak: Int, step: Int, bin: Int, in energy: inout RemainingEnergy) -> Int {
    var frame = peak + step
    var quietFrames = 0
    while frame > 0, frame < energy.frameCount - 1, quietFrames < tolerance {
      let isQuiet = energy.isBelow(threshold, frame: frame, bin: bin)
      quietFrames = isQuiet ? quietFrames + 1 : 0
      energy.clearAround(frame: frame, bin: bin)
      frame += step
    }
    return frame - step * (quietFrames + 1)
  }
}
