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
  /// Contour bins to either side.
  private static let contourReach = 4

  static let count =
    onsetFrames.count + noteFrames.count + 3 * intervals.count + levelFrames.count
    + 2 * levelIntervals.count + 2 * contourReach + 1 + 8

  private let frame: Int
  private let bin: Int
  private var row = MeasurementRow(count: count)

  /// What the network is shown.
  ///
  /// - Parameters:
  ///   - keyboard: what all keys do around the candidate's frame.
  ///   - weakness: of the candidates around it, see `OnsetCandidates`.
  static func of(
    _ candidate: OnsetCandidate, among keyboard: KeyboardAround, weakness: Double,
    in frames: RecentFrames
  ) -> [Float] {
    var measurements = Self(candidate)
    measurements.measureKey(frames)
    measurements.measureOthers(keyboard)
    measurements.measureLevels(frames)
    measurements.measureSurroundings(keyboard, frames, weakness: weakness)
    return measurements.row.values
  }

  private init(_ candidate: OnsetCandidate) {
    frame = candidate.frame
    bin = candidate.bin
  }

  private mutating func measureKey(_ frames: RecentFrames) {
    frames.onset.write(Self.onsetFrames, from: frame, bin: bin, to: &row)
    frames.note.write(Self.noteFrames, from: frame, bin: bin, to: &row)
  }

  /// What the keys of interest do.
  private mutating func measureOthers(_ keyboard: KeyboardAround) {
    for interval in Self.intervals {
      let other = bin + interval
      if keyboard.struck.indices.contains(other) {
        row.write(keyboard.struck[other], keyboard.after[other], keyboard.before[other])
      } else {
        row.write(0, 0, 0)
      }
    }
  }

  /// How loud keys become, and how clear the pitch is.
  private mutating func measureLevels(_ frames: RecentFrames) {
    let (early, late) = (frame - Self.stroke, frame + Self.stroke)
    frames.writeSteps(Self.levelFrames, from: frame, since: early, bin: bin, to: &row)
    frames.writeSteps(Self.levelIntervals, from: bin, since: early, in: late, to: &row)
    let center = ModelConstants.binsPerSemitone * bin
    for distance in -Self.contourReach...Self.contourReach {
      row.write(Float(frames.contour.mean(frame + 1..<frame + 11, bin: center + distance)))
    }
  }

  /// The key, what all keys do, and what this one does further away.
  private mutating func measureSurroundings(
    _ keyboard: KeyboardAround, _ frames: RecentFrames, weakness: Double
  ) {
    row.write(Float(Double(bin) / 88))
    row.write(keyboard.allStruck)
    row.write(keyboard.allSounding)
    row.write(keyboard.soundingCount)
    row.write(Float(weakness))
    row.write(Float(frames.note.highest(frame - 24..<frame - 2, bin: bin)))
    row.write(Float(frames.onset.highest(frame - 29..<frame - 2, bin: bin)))
    row.write(Float(frames.onset.highest(frame + 4..<frame + 30, bin: bin)))
  }
}
