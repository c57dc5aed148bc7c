#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one struck key sounds like: harmonics that each die away at their own pace.
///
/// The recipe is our own, shaped after what is known of struck strings (Fletcher and Rossing,
/// "The Physics of Musical Instruments", chapter 12): amplitudes fall a little faster than 1/n, a
/// harder blow brings out higher harmonics, the point of the blow weakens those with a node near
/// it, and high harmonics and high keys die first. Unlike a real string it is exactly harmonic,
/// which keeps bends cheap and hides nothing from a tuner.
package struct PianoTone: Sendable {
  /// One harmonic at the moment of the blow.
  package struct Harmonic: Sendable {
    /// Multiple of the fundamental frequency, from 1.
    package let number: Int
    /// Amplitude, full scale at 1.
    package let amplitude: Double
    /// Phase of the sine, in radians.
    package let phase: Double
    /// Seconds until it is 60 dB weaker.
    package let decayTime: Double
  }

  /// Frequency of the fundamental, in hertz.
  package let frequency: Double

  /// The harmonics, lowest first; those above half the sampling rate are left to the oscillators.
  package let harmonics: [Harmonic]

  /// The tone of a key (0…127, 69 is 440 Hz) struck with a velocity (1…127).
  ///
  /// The root mean square of the whole is proportional to `(velocity / 127)^1.6`.
  package init(pitch: Int, velocity: Int) {
    frequency = Self.frequency(pitch: Double(pitch))
    let blow = Double(velocity) / 127
    let shape = Self.shape(pitch: pitch, blow: blow)
    let power = shape.reduce(0) { $0 + $1 * $1 / 2 }
    let scale = 0.1 * pow(blow, 1.6) / power.squareRoot()
    // 14 s for the lowest key of a piano, 5 s in the middle, 1.4 s for the highest.
    let longest = 14 * exp2(Double(21 - pitch) / 26)
    // Golden-angle phases spread the crests of the harmonics evenly over the period.
    let goldenAngle = Double.pi * (3 - 5.0.squareRoot())
    harmonics = shape.enumerated().map { index, amplitude in
      Harmonic(
        number: index + 1, amplitude: scale * amplitude,
        phase: goldenAngle * Double(index + 1), decayTime: longest / (1 + 0.25 * Double(index)))
    }
  }

  /// Equal temperament with A4 at 440 Hz.
  package static func frequency(pitch: Double) -> Double { 440 * exp2((pitch - 69) / 12) }

  /// Relative amplitudes of the harmonics, until they are 66 dB below the first.
  private static func shape(pitch: Int, blow: Double) -> [Double] {
    // High strings are short and stiff for the hammer's felt: they speak with few harmonics.
    let dullness = (0.55 - 0.45 * blow) * exp2(Double(pitch - 60) / 24)
    let amplitudes = (1...40).map { number in
      let n = Double(number)
      let strikePoint = 0.35 + 0.65 * abs(sin(.pi * n / 7.5))
      return pow(n, -1.1) * exp(-dullness * (n - 1)) * strikePoint
    }
    return Array(amplitudes.prefix { $0 > 5e-4 * amplitudes[0] })
  }
}
