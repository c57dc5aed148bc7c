import TranscriptionTypes

/// A cell of the onset posteriorgram.
struct Onset: Equatable, Sendable {
  let frame: Int
  let bin: Int
}

/// Sudden rises of the note posteriorgram, frame after frame.
///
/// A rise is how far a value lies above both values before it in time; 0 when it does not, or has
/// not two. NumPy computes them in double precision, and so does this.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_infered_onsets`.
struct NoteRises: Sendable {
  /// The rises of the last frame taken in.
  private(set) var values = [Double](repeating: 0, count: ModelConstants.pitchCount)
  private var last = [Float](repeating: 0, count: ModelConstants.pitchCount)
  private var secondLast = [Float](repeating: 0, count: ModelConstants.pitchCount)
  private var frameCount = 0

  /// Takes in the next frame.
  mutating func append(_ note: [Float]) {
    if frameCount >= 2 {
      for bin in values.indices {
        let value = Double(note[bin])
        values[bin] = max(0, min(value - Double(last[bin]), value - Double(secondLast[bin])))
      }
    }
    swap(&last, &secondLast)
    for bin in last.indices { last[bin] = note[bin] }
    frameCount += 1
  }
}

/// Where notes begin: strict local maxima in time of the onset posteriorgram, helped by rises.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_infered_onsets` and
/// `output_to_notes_polyphonic`.
struct OnsetPeaks: Sendable {
  /// How strong an onset a rise is: as strong as `onset` when it is as large as `rise`.
  struct Scale: Sendable {
    let onset: Double
    let rise: Double
  }

  private let scale: Scale
  private let threshold: Double
  private var rises = NoteRises()
  private var previous = [Double](repeating: 0, count: ModelConstants.pitchCount)
  private var current = [Double](repeating: 0, count: ModelConstants.pitchCount)
  private var next = [Double](repeating: 0, count: ModelConstants.pitchCount)
  private var frameCount = 0

  init(scale: Scale, threshold: Double) {
    self.scale = scale
    self.threshold = threshold
  }

  /// Takes in the next frame and adds the peaks of the one before it, lowest first.
  ///
  /// Edges and plateaus are never maxima. A cell that is none counts as 0, so with a threshold
  /// of 0 each cell is an onset; the last frame is left out, for no note can begin there.
  mutating func append(note: [Float], onset: [Float], to peaks: inout [Onset]) {
    rises.append(note)
    for bin in next.indices { next[bin] = strength(of: onset[bin], rise: rises.values[bin]) }
    let frame = frameCount - 1
    if frame >= 0 {
      for bin in current.indices {
        let isPeak = frame > 0 && current[bin] > previous[bin] && current[bin] > next[bin]
        if (isPeak ? current[bin] : 0) >= threshold { peaks.append(Onset(frame: frame, bin: bin)) }
      }
    }
    swap(&previous, &current)
    swap(&current, &next)
    frameCount += 1
  }

  /// Not a number when nothing ever rises: the reference then divides 0 by 0 and finds no maxima,
  /// not even in the onset posteriorgram.
  private func strength(of onset: Float, rise: Double) -> Double {
    guard scale.rise > 0 else { return .nan }
    return max(Double(onset), scale.onset * rise / scale.rise)
  }
}
