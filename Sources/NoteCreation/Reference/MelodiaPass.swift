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

  /// Uses up the energy that lies above the threshold.
  ///
  /// - Parameters:
  ///   - bounds: the frames that a note may reach to; cells outside are never looked at.
  ///   - report: told each span of a note, long enough or not, most salient first.
  func findSpans(
    in energy: inout RemainingEnergy, within bounds: Range<Int>, report: (Span) -> Void
  ) {
    for cell in salientCells(of: energy) {
      let (peak, bin) = cell.place.quotientAndRemainder(dividingBy: energy.binCount)
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

  /// A cell by value, then place, in 8 bytes that compare as one number: there may be many.
  ///
  /// The bits of positive floats are in the order of the floats.
  private struct Cell {
    let key: UInt64

    init(value: Float, place: Int) {
      key = UInt64(value.bitPattern) << 32 | UInt64(~UInt32(place))
    }

    var place: Int { Int(~UInt32(truncatingIfNeeded: key)) }
  }

  /// Cells above the threshold, largest first, the earliest and lowest of equals first.
  private func salientCells(of energy: RemainingEnergy) -> [Cell] {
    var cells: [Cell] = []
    for frame in 0..<energy.frameCount {
      for (bin, value) in energy.row(frame).enumerated() where Double(value) > frameThreshold {
        cells.append(Cell(value: value, place: frame * energy.binCount + bin))
      }
    }
    cells.sort { $0.key > $1.key }
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
