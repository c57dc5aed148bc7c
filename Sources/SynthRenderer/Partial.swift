#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One decaying sine, computed eight samples at a time.
///
/// Lane k holds the complex amplitude of sample k; a single multiplication by a constant a little
/// inside the unit circle takes all eight lanes eight samples on. Rounding moves the frequency by
/// at most 2⁻²⁴ radians in eight samples (0.003 cent at 27.5 Hz), and the magnitude by as little.
struct Partial {
  private let number: Double
  /// Factor by which the amplitude falls in one sample.
  private let decay: Double
  private var real: SIMD8<Float> = .zero
  private var imaginary: SIMD8<Float> = .zero
  private var stepReal: Float = 0
  private var stepImaginary: Float = 0
  /// How much of it is let through: 1, but 0 near half the sampling rate and above.
  private var weight: Float = 0

  /// A partial at its first sample, tuned to a fundamental in radians a sample.
  init(_ harmonic: PianoTone.Harmonic, fundamental: Double, sampleRate: Double) {
    number = Double(harmonic.number)
    decay = pow(10, -3 / (harmonic.decayTime * sampleRate))
    real[0] = Float(harmonic.amplitude * cos(harmonic.phase))
    imaginary[0] = Float(harmonic.amplitude * sin(harmonic.phase))
    tune(to: fundamental)
    weight = Self.weight(number * fundamental)
  }

  /// The square of the present amplitude.
  var power: Float { real[0] * real[0] + imaginary[0] * imaginary[0] }

  /// Takes a new frequency from the next sample on; the phase goes on where it is.
  mutating func tune(to fundamental: Double) {
    let angle = number * fundamental
    let (c, s) = (decay * cos(angle), decay * sin(angle))
    var (x, y) = (1.0, 0.0)
    let (a, b) = (real[0], imaginary[0])
    for lane in 0..<8 {
      real[lane] = a * Float(x) - b * Float(y)
      imaginary[lane] = a * Float(y) + b * Float(x)
      (x, y) = (x * c - y * s, x * s + y * c)
    }
    (stepReal, stepImaginary) = (Float(x), Float(y))
  }

  /// Adds the next samples, a whole number of vectors, while its weight moves to where the
  /// fundamental's present place asks for.
  mutating func add(to samples: UnsafeMutableBufferPointer<SIMD8<Float>>, fundamental: Double) {
    let target = Self.weight(number * fundamental)
    guard weight > 0 || target > 0 else {
      rest(vectors: samples.count)
      return
    }
    if weight == 1 && target == 1 {
      addInFull(to: samples)
    } else {
      addFading(to: samples, slope: (target - weight) / Float(8 * samples.count))
    }
    weight = target
  }

  private mutating func addInFull(to samples: UnsafeMutableBufferPointer<SIMD8<Float>>) {
    var (x, y) = (real, imaginary)
    for i in samples.indices {
      samples[i] += y
      (x, y) = (x * stepReal - y * stepImaginary, x * stepImaginary + y * stepReal)
    }
    (real, imaginary) = (x, y)
  }

  private mutating func addFading(
    to samples: UnsafeMutableBufferPointer<SIMD8<Float>>, slope: Float
  ) {
    var gain = weight + slope * SIMD8<Float>(0, 1, 2, 3, 4, 5, 6, 7)
    var (x, y) = (real, imaginary)
    for i in samples.indices {
      samples[i] += gain * y
      gain += 8 * slope
      (x, y) = (x * stepReal - y * stepImaginary, x * stepImaginary + y * stepReal)
    }
    (real, imaginary) = (x, y)
  }

  /// Decays unheard; the phase may as well stand still.
  private mutating func rest(vectors: Int) {
    let factor = Float(pow(decay, Double(8 * vectors)))
    real *= factor
    imaginary *= factor
  }

  /// 1 up to 44 % of the sampling rate, 0 from 49 % on, a straight line between.
  private static func weight(_ angle: Double) -> Float {
    let position = angle / (2 * .pi)
    return Float(min(1, max(0, (0.49 - position) / 0.05)))
  }
}
