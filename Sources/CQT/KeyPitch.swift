public import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How far from each key the pitch lies that sounds there, to a cent.
///
/// The contour shows where a pitch sounds in thirds of a semitone, and errs by some cents, differently
/// for every timbre. In the constant-Q transform each of the pitch's harmonics is a peak whose top a
/// parabola through three bins finds to 0.6 cents. Four of them are weighed:
/// - a low one is blurred for as long as its filter listens, so those about 600 Hz count most;
/// - one that is much softer than the loudest counts less;
/// - a peak as blunt or as sharp as no steady sine's is two partials in one, or a leap;
/// - one far from the pitch in the contour belongs to another note.
///
/// `docs/Deviations.md`, 15, has what it reaches.
public struct KeyPitch: Sendable {
  private typealias Harmonics = HarmonicPeaks.Harmonics

  /// Keys that sound less clearly are not measured: hardly a note goes on there.
  private static var faintestNote: Float { 0.1 }
  /// Salience that the network gives where nothing sounds is about 0.1; a pitch stands out of it.
  private static var faintestPitch: Float { 0.15 }
  /// Contour bins to look for the pitch on either side of the key: what is farther off is another
  /// note's.
  private static var reach: Int { 5 }
  /// How much a bin is preferred at each distance: a Gaussian of four bins' standard deviation.
  private let preference = (-reach...reach).map { exp(-Float($0 * $0) / 32) }

  /// Frequency at which a harmonic weighs most, in hertz: there its filter listens for 86 ms.
  private static var clearest: Float { 600 }
  /// Decibels below the loudest harmonic at which one counts a quarter.
  private static var fade: Float { 16 }
  /// Decibels below it at which one counts nothing.
  private static var murmur: Float { 40 }
  /// Second difference over the peak of a steady sine in decibels, and how far off one counts a
  /// quarter.
  private static var curvature: (sine: Float, spread: Float) { (-12.2, 2) }
  /// Bins from the pitch in the contour at which a harmonic counts a quarter: 20 cents.
  private static var distrust: Float { 0.6 }

  /// What the harmonics of each key weigh by their frequencies.
  private let clarity: [Harmonics]

  /// Weighs the harmonics of all keys.
  public init() {
    clarity = (0..<ModelConstants.pitchCount).map { key in
      let fundamental = Float(ModelConstants.lowestFrequency) * exp2(Float(key) / 12)
      return Harmonics(
        (1...Harmonics.scalarCount).map { harmonic in
          let ratio = fundamental * Float(harmonic) / Self.clearest
          return ratio < 1 ? pow(ratio, 5) : 1 / ratio
        })
    }
  }

  /// Measures the pitch of each key where it sounds.
  ///
  /// - Parameters:
  ///   - frames: what the network says of the spectrogram.
  ///   - spectrogram: decibels stretched to 0…1, of shape (309, frames).
  ///   - decibels: what 1 stands for.
  /// - Returns: semitones from the key up to the pitch, of shape (frames, 88);
  ///   `Posteriorgrams.unknownPitch` where none is clear.
  public func measure(
    _ frames: Posteriorgrams, in spectrogram: Spectrogram, decibels: Float
  ) -> Posteriorgram {
    measure(frames) { key, frame, shown in
      let peaks = HarmonicPeaks(
        ofPitchIn: shown.loudest, frame: frame, values: spectrogram.values.span,
        frameCount: frames.frameCount)
      return refined(shown.bin, by: peaks, decibels: decibels, clarity: clarity[key])
    }
  }

  /// Measures the pitch of each key where it sounds from the contour alone, to some cents.
  public func measure(_ frames: Posteriorgrams) -> Posteriorgram {
    measure(frames) { _, _, shown in shown.bin }
  }

  @inline(__always)
  private func measure(
    _ frames: Posteriorgrams, refine: (_ key: Int, _ frame: Int, _ shown: ShownPitch) -> Float
  ) -> Posteriorgram {
    let (frameCount, keys) = (frames.frameCount, ModelConstants.pitchCount)
    var values = [Float](repeating: Posteriorgrams.unknownPitch, count: frameCount * keys)
    let (note, contour) = (frames.note.values.span, frames.contour.values.span)
    for key in 0..<keys {
      for frame in 0..<frameCount where note[unchecked: frame * keys + key] >= Self.faintestNote {
        let row = contour.extracting(
          unchecked: frame * frames.contour.binCount..<(frame + 1) * frames.contour.binCount)
        guard let shown = pitch(of: key, in: row) else { continue }
        let bin = refine(key, frame, shown)
        values[frame * keys + key] = bin / Float(ModelConstants.binsPerSemitone) - Float(key)
      }
    }
    return Posteriorgram(values: values, binCount: keys)
  }

  /// A pitch in the contour, in bins of the constant-Q transform.
  private typealias ShownPitch = (loudest: Int, bin: Float)

  /// Where the contour shows a key's pitch, in bins of the constant-Q transform: its three bins a key
  /// are those below, at and above the key.
  @inline(__always)
  private func pitch(of key: Int, in contour: Span<Float>) -> ShownPitch? {
    let middle = key * ModelConstants.binsPerSemitone + 1
    let preference = preference.span
    var loudest = middle
    var maximum: Float = 0
    for bin in max(0, middle - Self.reach)...min(contour.count - 1, middle + Self.reach) {
      let value = contour[unchecked: bin] * preference[unchecked: bin &- middle &+ Self.reach]
      if value > maximum { (loudest, maximum) = (bin, value) }
    }
    let top = contour[unchecked: loudest]
    guard top >= Self.faintestPitch else { return nil }
    let low = loudest > 0 ? contour[unchecked: loudest &- 1] : 0
    let high = loudest < contour.count - 1 ? contour[unchecked: loudest &+ 1] : 0
    let (lowPower, topPower, highPower) = (low * low, top * top, high * high)
    return (
      loudest - 1,
      Float(loudest - 1) + (highPower - lowPower) / (lowPower + topPower + highPower)
    )
  }

  /// The pitch that the harmonics speak for, in bins; that of the contour where none does.
  @inline(__always)
  private func refined(
    _ bin: Float, by peaks: HarmonicPeaks, decibels: Float, clarity: Harmonics
  ) -> Float {
    // Where there is no peak, a thousandth of a decibel keeps it from dividing by zero.
    let curvature = (peaks.below - 2 * peaks.tops + peaks.above) * decibels - 1e-3
    let tops = peaks.bins + 0.5 * (peaks.below - peaks.above) * decibels / curvature
    let pitches = tops - HarmonicPeaks.shifts
    let softness = (peaks.tops - peaks.tops.max()) * decibels
    // What murmurs far below a lone sine counts nothing.
    let isHeard = softness .> -Self.murmur
    let weights =
      clarity.replacing(with: 0, where: .!isHeard)
      / Self.doubt(softness / Self.fade)
      / Self.doubt((curvature - Self.curvature.sine) / Self.curvature.spread)
      / Self.doubt((pitches - bin) / Self.distrust)
    let sum = weights.sum()
    return sum > 1e-9 ? (weights * pitches).sum() / sum : bin
  }

  /// 1 at 0, 4 at 1, and more and more beyond.
  @inline(__always)
  private static func doubt(_ distance: Harmonics) -> Harmonics {
    let square = 1 + distance * distance
    return square * square
  }
}
