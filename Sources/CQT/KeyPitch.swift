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
  private static let faintestNote: Float = 0.1
  /// Salience that the network gives where nothing sounds is about 0.1; a pitch stands out of it.
  private static let faintestPitch: Float = 0.15
  /// Contour bins to look for the pitch on either side of the key: what is farther off is another
  /// note's.
  private static let reach = 5
  /// How much a bin is preferred at each distance: a Gaussian of four bins' standard deviation.
  private static let preference = (-reach...reach).map { exp(-Float($0 * $0) / 32) }

  /// Frequency at which a harmonic weighs most, in hertz: there its filter listens for 86 ms.
  private static let clearest: Float = 600
  /// Decibels below the loudest harmonic at which one counts a quarter.
  private static let fade: Float = 16
  /// What is taken from that, so that what murmurs 40 dB below a lone sine counts nothing.
  private static let murmur: Float = 0.02
  /// Second difference over the peak of a steady sine in decibels, and how far off one counts a
  /// quarter.
  private static let (sineCurvature, curvatureSpread): (Float, Float) = (-12.2, 2)
  /// Bins from the pitch in the contour at which a harmonic counts a quarter: 20 cents.
  private static let distrust: Float = 0.6

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
  private func pitch(of key: Int, in contour: Span<Float>) -> ShownPitch? {
    let middle = key * ModelConstants.binsPerSemitone + 1
    var loudest = middle
    var maximum: Float = 0
    for distance in -Self.reach...Self.reach
    where contour.indices.contains(middle + distance) {
      let value = contour[unchecked: middle + distance] * Self.preference[distance + Self.reach]
      if value > maximum { (loudest, maximum) = (middle + distance, value) }
    }
    guard contour[loudest] >= Self.faintestPitch else { return nil }
    func square(_ bin: Int) -> Float {
      contour.indices.contains(bin) ? contour[unchecked: bin] * contour[unchecked: bin] : 0
    }
    let (low, top, high) = (square(loudest - 1), square(loudest), square(loudest + 1))
    return (loudest - 1, Float(loudest - 1) + (high - low) / (low + top + high))
  }

  /// The pitch that the harmonics speak for, in bins; that of the contour where none does.
  private func refined(
    _ bin: Float, by peaks: HarmonicPeaks, decibels: Float, clarity: Harmonics
  ) -> Float {
    // Where there is no peak, a thousandth of a decibel keeps it from dividing by zero.
    let curvature = (peaks.below - 2 * peaks.tops + peaks.above) * decibels - 1e-3
    let tops = peaks.bins + 0.5 * (peaks.below - peaks.above) * decibels / curvature
    let pitches = tops - HarmonicPeaks.shifts
    let loudness = Self.trust((peaks.tops - peaks.tops.max()) * (decibels / Self.fade))
    let weights =
      clarity * (loudness - Self.murmur).clamped(lowerBound: Harmonics(), upperBound: loudness)
      * Self.trust((curvature - Self.sineCurvature) / Self.curvatureSpread)
      * Self.trust((pitches - bin) / Self.distrust)
    let sum = weights.sum()
    return sum > 1e-9 ? (weights * pitches).sum() / sum : bin
  }

  /// 1 at 0, ¼ at 1, and less and less beyond.
  private static func trust(_ distance: Harmonics) -> Harmonics {
    let half = 1 / (1 + distance * distance)
    return half * half
  }
}
