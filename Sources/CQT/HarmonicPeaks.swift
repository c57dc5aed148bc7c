/// The peaks of a pitch's first four harmonics in one frame of the constant-Q transform.
///
/// Of each, the highest bin and the values around it; zeros where there is no peak.
struct HarmonicPeaks {
  typealias Harmonics = SIMD4<Float>

  /// Bins from a pitch up to its harmonics: 36 · log₂ of 1, 2, 3 and 4.
  static let shifts = Harmonics(0, 36, 57.058_65, 72)

  let bins: Harmonics
  let below: Harmonics
  let tops: Harmonics
  let above: Harmonics

  /// - Parameters:
  ///   - pitch: bin where the fundamental is expected.
  ///   - values: a spectrogram's, of shape (bins, `frameCount`).
  @inline(__always)
  init(ofPitchIn pitch: Int, frame: Int, values: Span<Float>, frameCount: Int) {
    // One by one: lanes that are written in a loop go through memory.
    let first = Peak(near: pitch, frame: frame, values: values, frameCount: frameCount)
    let second = Peak(near: pitch + 36, frame: frame, values: values, frameCount: frameCount)
    let third = Peak(near: pitch + 57, frame: frame, values: values, frameCount: frameCount)
    let fourth = Peak(near: pitch + 72, frame: frame, values: values, frameCount: frameCount)
    bins = Harmonics(first.bin, second.bin, third.bin, fourth.bin)
    below = Harmonics(first.below, second.below, third.below, fourth.below)
    tops = Harmonics(first.top, second.top, third.top, fourth.top)
    above = Harmonics(first.above, second.above, third.above, fourth.above)
  }
}

/// The peak nearest to a bin.
private struct Peak {
  /// Bins that are climbed at most, from where a harmonic is expected to the top of its peak.
  private static var longestClimb: Int { 2 }

  private(set) var bin: Float = 0
  private(set) var below: Float = 0
  private(set) var top: Float = 0
  private(set) var above: Float = 0

  @inline(__always)
  init(near start: Int, frame: Int, values: Span<Float>, frameCount: Int) {
    let end = values.count &- frameCount
    var place = start &* frameCount &+ frame
    for _ in 0...Self.longestClimb where place >= frameCount && place < end {
      let (low, middle, high) = (
        values[unchecked: place &- frameCount], values[unchecked: place],
        values[unchecked: place &+ frameCount]
      )
      if low < middle && high <= middle {
        (bin, below, top, above) = (Float(place / frameCount), low, middle, high)
        return
      }
      place &+= high > low ? frameCount : -frameCount
    }
  }
}
