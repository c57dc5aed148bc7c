#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How loud a mono sound is to ears, as broadcasting measures it.
///
/// The sound is weighted as a head hears it; what counts is the mean power of the stretches of
/// 0.4 s, a new one each 0.1 s, that are no pauses: those above −70, and then those less than 10
/// below the mean of these. Memory is four bytes for a tenth of a second.
///
/// Source: ITU-R BS.1770-4, annex 1, whose filters are given for 48 kHz; here they are made for any
/// rate from the analogue ones behind them.
package struct LoudnessMeter: Sendable {
  private var shelf: Biquad
  private var highPass: Biquad
  private let stepLength: Int
  /// Mean power of each tenth of a second.
  private var steps: [Float] = []
  private var sum = 0.0
  private var sumCount = 0

  /// - Parameter sampleRate: in hertz, at least 8000.
  package init(sampleRate: Double) {
    shelf = Biquad(shelfAt: 1681.974450955533, gain: 3.999843853973347, sampleRate: sampleRate)
    highPass = Biquad(highPassAt: 38.13547087602444, sampleRate: sampleRate)
    stepLength = Int((0.1 * sampleRate).rounded())
  }

  /// Hears the next samples, full scale at ±1.
  package mutating func append(_ samples: [Float]) {
    for sample in samples {
      let weighted = highPass.filter(shelf.filter(Double(sample)))
      sum += weighted * weighted
      sumCount += 1
      if sumCount == stepLength {
        steps.append(Float(sum / Double(stepLength)))
        (sum, sumCount) = (0, 0)
      }
    }
  }

  /// Decibels of full scale, with a sine of 997 Hz at full scale at −3.01; nil for silence and for
  /// what is shorter than 0.4 s.
  package var loudness: Double? {
    let powers = steps.indices.dropLast(3).map {
      steps[$0..<$0 + 4].reduce(0.0) { $0 + Double($1) / 4 }
    }
    let audible = powers.filter { Self.loudness(ofPower: $0) > -70 }
    guard !audible.isEmpty else { return nil }
    let threshold = Self.loudness(ofPower: Self.mean(audible)) - 10
    return Self.loudness(
      ofPower: Self.mean(audible.filter { Self.loudness(ofPower: $0) > threshold }))
  }

  private static func mean(_ powers: [Double]) -> Double {
    powers.reduce(0, +) / Double(powers.count)
  }

  private static func loudness(ofPower power: Double) -> Double { -0.691 + 10 * log10(power) }
}

/// A filter of second order.
private struct Biquad {
  private let forward: (Double, Double, Double)
  private let feedback: (Double, Double)
  private var inputs = (0.0, 0.0)
  private var outputs = (0.0, 0.0)

  /// What is above a frequency is louder, by a gain in decibels: the head's shadow.
  init(shelfAt frequency: Double, gain: Double, sampleRate: Double) {
    let k = tan(.pi * frequency / sampleRate)
    let (high, q) = (pow(10, gain / 20), 0.7071752369554196)
    let band = pow(high, 0.4996667741545416)
    let scale = 1 + k / q + k * k
    forward = (
      (high + band * k / q + k * k) / scale, 2 * (k * k - high) / scale,
      (high - band * k / q + k * k) / scale
    )
    feedback = (2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale)
  }

  /// What is below a frequency is weaker.
  init(highPassAt frequency: Double, sampleRate: Double) {
    let k = tan(.pi * frequency / sampleRate)
    let q = 0.5003270373238773
    let scale = 1 + k / q + k * k
    forward = (1, -2, 1)
    feedback = (2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale)
  }

  mutating func filter(_ x: Double) -> Double {
    let y =
      forward.0 * x + forward.1 * inputs.0 + forward.2 * inputs.1
      - feedback.0 * outputs.0 - feedback.1 * outputs.1
    inputs = (x, inputs.0)
    // What dies away in a pause would end in numbers that processors take long over.
    outputs = (abs(y) < 1e-30 ? 0 : y, outputs.0)
    return y
  }
}
