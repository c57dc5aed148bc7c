import TranscriptionTypes

/// Where notes begin: the onset posteriorgram, helped by sudden rises of the note posteriorgram.
///
/// A rise is how far a frame lies above both frames before it. Rises are scaled so that the
/// largest one of the recording is as strong as its strongest onset; NumPy computes them in double
/// precision, and so does this.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_infered_onsets` and
/// `output_to_notes_polyphonic`.
struct OnsetInference {
  /// A cell of the onset posteriorgram.
  struct Onset: Equatable {
    let frame: Int
    let bin: Int
  }

  private let note: Posteriorgram
  private let onset: Posteriorgram
  private let strongestOnset: Double
  private let largestRise: Double

  init(note: Posteriorgram, onset: Posteriorgram) {
    self.note = note
    self.onset = onset
    strongestOnset = Double(onset.values.max() ?? 0)
    var largest = 0.0
    for cell in note.values.indices { largest = max(largest, Self.rise(at: cell, in: note)) }
    largestRise = largest
  }

  /// Strict local maxima in time at or above a threshold, in descending order of time, then pitch.
  ///
  /// Edges and plateaus are never maxima. A cell that is none counts as 0, so with a threshold
  /// of 0 each cell is an onset; the last frame is left out, for no note can begin there.
  func peaks(threshold: Double) -> [Onset] {
    guard note.frameCount > 1 else { return [] }
    var peaks: [Onset] = []
    var next = strengths(frame: note.frameCount - 1)
    var current = strengths(frame: note.frameCount - 2)
    for frame in (0..<note.frameCount - 1).reversed() {
      let previous = frame > 0 ? strengths(frame: frame - 1) : nil
      for bin in current.indices.reversed() {
        let isPeak =
          previous.map { current[bin] > $0[bin] && current[bin] > next[bin] } ?? false
        if (isPeak ? current[bin] : 0) >= threshold { peaks.append(Onset(frame: frame, bin: bin)) }
      }
      next = current
      current = previous ?? []
    }
    return peaks
  }

  /// One frame of the combined onset strengths.
  ///
  /// Not a number when nothing ever rises: the reference then divides 0 by 0 and finds no maxima,
  /// not even in the onset posteriorgram.
  private func strengths(frame: Int) -> [Double] {
    (0..<note.binCount).map { bin in
      let cell = frame * note.binCount + bin
      guard largestRise > 0 else { return .nan }
      let inferred = strongestOnset * Self.rise(at: cell, in: note) / largestRise
      return max(Double(onset.values[cell]), inferred)
    }
  }

  /// How far a cell lies above both cells before it in time; 0 when it does not, or has not two.
  private static func rise(at cell: Int, in note: Posteriorgram) -> Double {
    guard cell >= 2 * note.binCount else { return 0 }
    let value = Double(note.values[cell])
    let overLast = value - Double(note.values[cell - note.binCount])
    let overSecondLast = value - Double(note.values[cell - 2 * note.binCount])
    return max(0, min(overLast, overSecondLast))
  }
}
