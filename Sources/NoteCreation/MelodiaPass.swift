import TranscriptionTypes

/// Finds notes without an onset: from the most salient cell that remains, outwards in time.
///
/// The reference searches the whole matrix for its largest value once a note, which is quadratic.
/// Energies only ever fall to zero, so the order in which cells come up is known beforehand: one
/// sort, largest first and the earliest of equals first, then each cell still there is the
/// largest that remains.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`
/// (`melodia_trick`).
struct MelodiaPass: Sendable {
  private let frameThreshold: Double
  private let threshold: Float
  private let tolerance: Int

  init(settings: NoteCreator.Settings) {
    frameThreshold = settings.frameThreshold
    threshold = Float(notBelow: settings.frameThreshold)
    tolerance = settings.energyTolerance
  }

  /// Uses up the energy of the given frames and keys that lies above the threshold.
  ///
  /// - Parameters:
  ///   - areas: where to look for the most salient cells.
  ///   - bounds: the frames that a note may reach to; cells outside are never looked at.
  ///   - report: told each span of a note, long enough or not, most salient first.
  func findSpans(
    in areas: [(frames: Range<Int>, bins: Range<Int>)], of energy: inout RemainingEnergy,
    within bounds: Range<Int>, report: (Span) -> Void
  ) {
    for cell in salientCells(in: areas, of: energy) {
      let (peak, bin) = Int(cell).quotientAndRemainder(dividingBy: energy.binCount)
      guard energy.remaining(frame: peak, bin: bin) > 0 else { continue }
      energy.clear(frame: peak, bin: bin)
      let end = edge(from: peak, step: 1, bin: bin, within: bounds, in: &energy)
      let start = edge(from: peak, step: -1, bin: bin, within: bounds, in: &energy)
      report(Span(start: start, end: end, bin: bin))
    }
  }

  /// What was found around a cell; `end` may lie before `start`.
  struct Span {
    let start: Int
    let end: Int
    let bin: Int
  }

  /// Cells above the threshold, as 32-bit places in the posteriorgram: there may be many.
  private func salientCells(
    in areas: [(frames: Range<Int>, bins: Range<Int>)], of energy: RemainingEnergy
  ) -> [UInt32] {
    var cells: [UInt32] = []
    for area in areas {
      for frame in area.frames {
        for bin in area.bins
        where Double(energy.remaining(frame: frame, bin: bin)) > frameThreshold {
          cells.append(UInt32(frame * energy.binCount + bin))
        }
      }
    }
    func value(_ cell: UInt32) -> Float {
      let (frame, bin) = Int(cell).quotientAndRemainder(dividingBy: energy.binCount)
      return energy.remaining(frame: frame, bin: bin)
    }
    cells.sort { first, second in
      let (a, b) = (value(first), value(second))
      return a != b ? a > b : first < second
    }
    return cells
  }

  /// Walks from a peak to where its energy is gone, using it up on the way.
  ///
  /// - Returns: the outermost frame before the gap.
  private func edge(
    from peak: Int, step: Int, bin: Int, within bounds: Range<Int>,
    in energy: inout RemainingEnergy
  ) -> Int {
    var frame = peak + step
    var quietFrames = 0
    while frame >= bounds.lowerBound, frame < bounds.upperBound, quietFrames < tolerance {
      let isQuiet = energy.remaining(frame: frame, bin: bin) < threshold
      quietFrames = isQuiet ? quietFrames + 1 : 0
      energy.clearAround(frame: frame, bin: bin)
      frame += step
    }
    return frame - step * (quietFrames + 1)
  }
}
