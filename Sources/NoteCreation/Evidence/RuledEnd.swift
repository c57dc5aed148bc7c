#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether a note still sounds: a weighted sum of a few measurements, with the weights of a logistic
/// regression, so the sum is in log odds.
struct RuledEnd: EndEvidence {
  private let first: Int
  private let bin: Int
  private var peak: Double
  /// Sum of the note posteriorgram over the last 12 frames, and 24 to come.
  private var past: Double
  private var ahead: Double

  /// Begins with the frame of an onset.
  init(after onset: OnsetCandidate, in frames: RecentFrames) {
    (first, bin) = (onset.frame, onset.bin)
    peak = Double(frames.note[first, bin])
    past = 12 * peak
    ahead = frames.note.sum(first + 9..<first + 33, bin: bin)
  }

  mutating func advance(to frame: Int, in frames: RecentFrames) -> Double {
    let level = Double(frames.note[frame, bin])
    peak = max(peak, level)
    past += level - Double(frames.note[max(frame - 12, first), bin])
    ahead += Double(frames.note[frame + 32, bin]) - Double(frames.note[frame + 8, bin])
    let height = max(peak, 0.1)
    return 6.8472
      + 3.1054 * log(level + 0.02)
      + 4.9052 * frames.salience(of: bin, in: frame)
      - 0.7382 * past / 12
      - 2.9735 * frames.onset.highest(frame..<frame + 6, bin: bin)
      - 7.8529 * height
      - 1.0526 * log((level + 0.02) / (height + 0.02))
      + 1.5803 * ahead / 24
      // What sounds may be a harmonic of the octave below.
      + 1.3691 * Double(frames.note[frame, bin - 12])
      // It gets softer, and goes on to.
      + 0.0852 * frames.rise(of: bin, from: max(frame - 6, first), to: frame)
      + 0.0458 * frames.rise(of: bin, from: frame, to: min(frame + 8, frames.count - 1))
  }
}
