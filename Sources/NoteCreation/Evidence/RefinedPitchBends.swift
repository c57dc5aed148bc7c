import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bends to a few cents, measured from the middle of the three contour bins of a key.
///
/// The loudest bin near the key is refined to the centroid of the squared saliences around it. Of
/// the centroids, parabolas and regressions that were tried on synthetic tones of eight timbres, 21
/// pitches and 21 detunings, this one erred least, by 2 cents in the mean; `docs/Deviations.md`, 15.
package struct RefinedPitchBends: Sendable {
  /// Contour bins to look for the pitch on either side of the key: what is farther off is another
  /// note's.
  private static let reach = 5

  /// How much a bin is preferred at each distance: a Gaussian of four bins' standard deviation.
  private let preference: [Float] = (0...reach).map { exp(-Float($0 * $0) / 32) }

  /// Salience that the network gives where nothing sounds is about 0.1; a pitch stands out of it.
  private static let faintest: Float = 0.15

  /// Distance from the centroid, in bins, up to which a bin counts in full; a bin farther away it
  /// counts nothing, and in between part: so the centroid does not leap when the pitch glides.
  private static let plateau: Float = 2

  /// How many times the centroid is made the middle of what it is computed from.
  private static let rounds = 3

  /// The centroid is drawn to the middle of bins, by this part of a bin at most (1.8 cents).
  private static let attraction: Float = 0.055

  package init() {}

  /// The bend of a key in a frame, as `FrameNote` keeps it.
  ///
  /// - Parameter row: the frame's contour.
  package func bend(of bin: Int, in row: ArraySlice<Float>) -> Int16 {
    let middle = bin * ModelConstants.binsPerSemitone + 1
    let saliences = row.span
    var loudest = middle
    var maximum: Float = 0
    for bin in max(0, middle - Self.reach)...min(saliences.count - 1, middle + Self.reach) {
      let value = saliences[unchecked: bin] * preference[abs(bin - middle)]
      if value > maximum { (loudest, maximum) = (bin, value) }
    }
    guard saliences[loudest] >= Self.faintest else { return FrameNote.unknownBend }
    var pitch = Float(loudest)
    for _ in 0..<Self.rounds {
      let last = pitch
      pitch = Self.centroid(near: pitch, in: saliences)
      // A sixth of a cent: the next round would change less than what is kept.
      if abs(pitch - last) < 0.005 { break }
    }
    pitch += Self.attraction * sin(2 * .pi * pitch)
    return Int16(((pitch - Float(middle)) * Float(FrameNote.bendsPerContourBin)).rounded())
  }

  /// Mean bin of the squared saliences around a bin.
  private static func centroid(near pitch: Float, in saliences: Span<Float>) -> Float {
    let widest = plateau + 1
    // The bins that are cut off or left over at either end count nothing.
    let first = max(0, Int(pitch) - 2)
    let last = min(saliences.count - 1, Int(pitch) + 3)
    var (sum, moment) = (Float(0), Float(0))
    for bin in first...last {
      let salience = saliences[unchecked: bin]
      let distance = Float(bin) - pitch
      let weight = salience * salience * min(1, widest - abs(distance))
      sum += weight
      moment += weight * distance
    }
    return pitch + moment / sum
  }
}
