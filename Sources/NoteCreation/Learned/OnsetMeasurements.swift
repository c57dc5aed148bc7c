import TranscriptionTypes

/// What lies around a candidate, as the network for onsets is shown it.
///
/// Source: `Benchmarks/accuracy/learned.py`, `measure_onsets`, in whose order they come. Look-ahead: 29 frames.
struct OnsetMeasurements {
  /// Semitones to other keys of interest.
  private static let intervals = [
    -36, -31, -28, -24, -19, -16, -12, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7, 12, 16, 19, 24, 28,
  ]
  /// Frames of the onset posteriorgram.
  private static let onsetFrames = Array(-10...10)
  /// Frames of the note posteriorgram.
  private static let noteFrames = [
    -30, -20, -14, -10, -8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 17, 20, 25,
    29,
  ]
  /// Frames whose level is compared with that before the stroke, and keys whose level is.
  private static let levelFrames = [-12, -8, -6, -2, 0, 2, 4, 6, 8, 12, 18, 24]
  private static let levelIntervals = [-24, -19, -12, -7, 7, 12, 19, 24, 28]
  /// Frames to either side of a stroke at which levels are compared.
  private static let stroke = 4
  /// Contour bins to either side, and all of them.
  private static let (contourReach, contourCount) = (4, 9)

  static let count =
    onsetFrames.count + noteFrames.count + 3 * intervals.count + levelFrames.count
    + 2 * levelIntervals.count + contourCount + 8

  private let frame: Int
  private let bin: Int
  private let weakness: Double

  init(_ candidate: OnsetCandidate) {
    frame = candidate.frame
    bin = candidate.bin
    weakness = candidate.weakness
  }

  /// Writes what the network is shown.
  ///
  /// - Parameter keyboard: what all keys do around the candidate's frame.
  func write(
    among keyboard: KeyboardAround, in frames: RecentFrames, to block: inout QuestionBlock
  ) {
    measureKey(frames, &block)
    measureOthers(keyboard, &block)
    measureLevels(frames, &block)
    measureSurroundings(keyboard, frames, &block)
  }

  private func measureKey(_ frames: RecentFrames, _ block: inout QuestionBlock) {
    frames.onset.write(Self.onsetFrames, from: frame, bin: bin, to: &block)
    frames.note.write(Self.noteFrames, from: frame, bin: bin, to: &block)
  }

  /// What the keys of interest do.
  private func measureOthers(_ keyboard: KeyboardAround, _ block: inout QuestionBlock) {
    for interval in Self.intervals {
      let other = bin + interval
      if keyboard.struck.indices.contains(other) {
        block.write(keyboard.struck[other])
        block.write(keyboard.after[other])
        block.write(keyboard.before[other])
      } else {
        block.write(3) { _ in 0 }
      }
    }
  }

  /// How loud keys become, and how clear the pitch is.
  private func measureLevels(_ frames: RecentFrames, _ block: inout QuestionBlock) {
    let (early, late) = (frame - Self.stroke, frame + Self.stroke)
    frames.writeSteps(Self.levelFrames, from: frame, since: early, bin: bin, to: &block)
    frames.writeSteps(Self.levelIntervals, from: bin, since: early, in: late, to: &block)
    let first = ModelConstants.binsPerSemitone * bin - Self.contourReach
    block.write(Self.contourCount) {
      Float(frames.contour.mean(frame + 1..<frame + 11, bin: first + $0))
    }
  }

  /// The key, what all keys do, and what this one does further away.
  private func measureSurroundings(
    _ keyboard: KeyboardAround, _ frames: RecentFrames, _ block: inout QuestionBlock
  ) {
    block.write(Float(Double(bin) / 88))
    block.write(keyboard.allStruck)
    block.write(keyboard.allSounding)
    block.write(keyboard.soundingCount)
    block.write(Float(weakness))
    block.write(Float(frames.note.highest(frame - 24..<frame - 2, bin: bin)))
    block.write(Float(frames.onset.highest(frame - 29..<frame - 2, bin: bin)))
    block.write(Float(frames.onset.highest(frame + 4..<frame + 30, bin: bin)))
  }
}
