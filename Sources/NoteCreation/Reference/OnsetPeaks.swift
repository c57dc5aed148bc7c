import TranscriptionTypes

/// A cell of the onset posteriorgram.
struct Onset: Equatable, Sendable {
  let frame: Int
  let bin: Int
}

/// Where notes begin: strict local maxima in time of the onset posteriorgram, helped by sudden
/// rises of the note posteriorgram.
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
  private let onsetThreshold: Float
  /// A little less than the least rise that makes an onset, to look at few cells closely.
  private let riseThreshold: Float

  init(scale: Scale, threshold: Double) {
    self.scale = scale
    self.threshold = threshold
    onsetThreshold = Float(notBelow: threshold)
    riseThreshold = Float(threshold * scale.rise / scale.onset * 0.999)
  }

  /// Adds the peaks of a frame, lowest first; the frame after it must be there.
  ///
  /// Edges and plateaus are never maxima. A cell that is none counts as 0, so with a threshold
  /// of 0 each cell is an onset; the last frame is left out, for no note can begin there.
  func find(in frame: Int, of frames: ArrivedFrames, addingTo peaks: inout [Onset]) {
    frames.forEachBin(in: frame, onset: onsetThreshold, rise: riseThreshold) { bin in
      let strength = strength(frame, bin, in: frames)
      let isPeak =
        frame > 0 && strength > self.strength(frame - 1, bin, in: frames)
        && strength > self.strength(frame + 1, bin, in: frames)
      if (isPeak ? strength : 0) >= threshold { peaks.append(Onset(frame: frame, bin: bin)) }
    }
  }

  /// Not a number when nothing ever rises: the reference then divides 0 by 0 and finds no maxima,
  /// not even in the onset posteriorgram.
  private func strength(_ frame: Int, _ bin: Int, in frames: ArrivedFrames) -> Double {
    guard scale.rise > 0 else { return .nan }
    let inferred = scale.onset * frames.rise(frame: frame, bin: bin) / scale.rise
    return max(Double(frames.onsets[frame, bin]), inferred)
  }
}
