/// The peaks of a pitch's first four harmonics in one frame of the constant-Q transform.
///
/// Of each, the highest bin and the values around it; zeros where there is no peak.
struct HarmonicPeaks {
  typealias Harmonics = SIMD4<Float>

  /// Bins from a pitch up to its harmonics: 36 · log₂ of 1, 2, 3 and 4.
  static let shifts = Harmonics(0, 36, 57.058_65, 72)
  private static let nearestShifts = SIMD4(0, 36, 57, 72)
  /// Bins that are climbed at most, from where a harmonic is expected to the top of its peak.
  private static let longestClimb = 2

  private(set) var bins = Harmonics()
  private(set) var below = Harmonics()
  private(set) var tops = Harmonics()
  private(set) var above = Harmonics()

  /// - Parameters:
  ///   - pitch: bin where the fundamental is expected.
  ///   - values: a spectrogram's, of shape (bins, `frameCount`).
  init(ofPitchIn pitch: Int, frame: Int, values: Span<Float>, frameCount: Int) {
    let last = values.count / frameCount - 1
    for harmonic in 0..<Harmonics.scalarCount {
      var bin = pitch + Self.nearestShifts[harmonic]
      for _ in 0...Self.longestClimb where bin > 0 && bin < last {
        let place = bin * frameCount + frame
        let (low, top, high) = (
          values[unchecked: place - frameCount], values[unchecked: place],
          values[unchecked: place + frameCount]
        )
        if low < top && high <= top {
          bins[harmonic] = Float(bin)
          (below[harmonic], tops[harmonic], above[harmonic]) = (low, top, high)
          break
        }
        bin += high > low ? 1 : -1
      }
    }
  }
}
