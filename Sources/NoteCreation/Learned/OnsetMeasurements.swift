import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What lies around a candidate, as the network for onsets is shown it.
///
/// Source: `Training/learned.py`, `measure_onsets`, in whose order they come. Look-ahead: 29 frames.
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
  private let frames: RecentFrames
  /// Of all keys: whether they are struck too, and their levels after and before.
  private let (struck, after, before): ([Float], [Float], [Float])

  init(_ candidate: OnsetCandidate, in frames: RecentFrames) {
    frame = candidate.frame
    bin = candidate.bin
    self.frames = frames
    struck = frames.onset.highest(frame - 3..<frame + 4)
    after = frames.note.mean(frame..<frame + 9)
    before = frames.note.mean(frame - 9..<frame - 1)
  }

  /// - Parameter weakness: of the candidates around it, see `OnsetCandidates`.
  func values(weakness: Double) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(Self.count)
    frames.onset.append(Self.onsetFrames, from: frame, bin: bin, to: &values)
    frames.note.append(Self.noteFrames, from: frame, bin: bin, to: &values)
    for interval in Self.intervals {
      let other = bin + interval
      let exists = struck.indices.contains(other)
      values.append(exists ? struck[other] : 0)
      values.append(exists ? after[other] : 0)
      values.append(exists ? before[other] : 0)
    }
    for distance in Self.levelFrames {
      values.append(frames.step(from: (frame - Self.stroke, bin), to: (frame + distance, bin)))
    }
    for interval in Self.levelIntervals {
      let other = bin + interval
      let (early, late) = (frame - Self.stroke, frame + Self.stroke)
      values.append(frames.step(from: (late, bin), to: (late, other)))
      values.append(frames.step(from: (early, other), to: (late, other)))
    }
    let center = ModelConstants.binsPerSemitone * bin
    for distance in -Self.contourReach...Self.contourReach {
      values.append(Float(frames.contour.mean(frame + 1..<frame + 11, bin: center + distance)))
    }
    appendSurroundings(weakness: weakness, to: &values)
    return values
  }

  /// The key, what all keys do, and what this one does further away.
  private func appendSurroundings(weakness: Double, to values: inout [Float]) {
    var (sounding, many) = (0.0, 0.0)
    for level in frames.note.row(frame) {
      sounding += Double(level)
      if level > 0.4 { many += 1 }
    }
    values.append(Float(Double(bin) / 88))
    values.append(Float(log(struck.reduce(0) { $0 + Double($1) } + 0.1)))
    values.append(Float(log(sounding + 0.1)))
    values.append(Float(many / 10))
    values.append(Float(weakness))
    values.append(Float(frames.note.highest(frame - 24..<frame - 2, bin: bin)))
    values.append(Float(frames.onset.highest(frame - 29..<frame - 2, bin: bin)))
    values.append(Float(frames.onset.highest(frame + 4..<frame + 30, bin: bin)))
  }
}
