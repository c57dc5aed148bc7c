import Arithmetic
import KernelOperands

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The sines of one voice.
///
/// Rounding moves a frequency by at most 2⁻²⁴ radians in a quantum (0.0003 cent at 27.5 Hz), and a
/// magnitude by as little.
struct SineBank {
  private var sines: [DecayingSine]
  private var rates: [Rate]
  /// A sine is dropped when it is 80 dB below the loudest at the beginning: the loudest note alone
  /// is then below the least step of 16 bits.
  private let faintest: Float
  private var quantumCount = 0
  /// Whether one comes or goes at half the sampling rate.
  private var isFading = false

  private struct Rate {
    let ratio: Double
    /// Factor by which the amplitude falls in one sample.
    let decay: Double
  }

  /// The sines of a tone at their first sample, tuned to a fundamental in radians a sample.
  init(_ tone: Tone, fundamental: Double, sampleRate: Double) {
    rates = tone.modes.map {
      Rate(ratio: $0.ratio, decay: pow(10, -3 / ($0.decayTime * sampleRate)))
    }
    sines = tone.modes.map {
      DecayingSine(
        real: Float($0.amplitude * cos($0.phase)), imaginary: Float($0.amplitude * sin($0.phase)),
        weight: Self.weight($0.ratio * fundamental))
    }
    faintest = 1e-8 * (sines.lazy.map(Self.power).max() ?? 0)
    tune(to: fundamental)
  }

  /// Whether all have died away.
  var isSilent: Bool { sines.isEmpty }

  /// Takes a new fundamental from the next sample on; phases go on where they are.
  mutating func tune(to fundamental: Double) {
    for i in sines.indices {
      let angle = rates[i].ratio * fundamental
      sines[i].tune(to: angle, decay: rates[i].decay)
      // Near half the sampling rate, a sine fades in or out within a quantum.
      let missing = Self.weight(angle) - sines[i].weight
      sines[i].slope = missing / Float(DecayingSine.quantum)
      if missing != 0 { isFading = true }
    }
  }

  /// Adds the next quantum to samples.
  mutating func add(to samples: inout [Float], arithmetic: Arithmetic) {
    sines.withUnsafeMutableBufferPointer { sines in
      guard let base = sines.baseAddress else { return }
      arithmetic.addSines(base, count: sines.count, to: &samples)
    }
    if isFading { endFades() }
    quantumCount += 1
    // Looking takes time; sines die slowly.
    if quantumCount % 8 == 0 { dropFaintest() }
  }

  private mutating func endFades() {
    for i in sines.indices where sines[i].slope != 0 {
      sines[i].slope = 0
      // Rounding may leave a trace of what has faded out.
      if sines[i].weight < 1e-6 { sines[i].weight = 0 }
    }
    isFading = false
  }

  private mutating func dropFaintest() {
    var kept = 0
    for i in sines.indices where Self.power(sines[i]) >= faintest {
      if kept != i { (sines[kept], rates[kept]) = (sines[i], rates[i]) }
      kept += 1
    }
    sines.removeSubrange(kept...)
    rates.removeSubrange(kept...)
  }

  private static func power(_ sine: DecayingSine) -> Float {
    sine.real * sine.real + sine.imaginary * sine.imaginary
  }

  /// 1 up to 44 % of the sampling rate, 0 from 49 % on, a straight line between.
  private static func weight(_ angle: Double) -> Float {
    Float(min(1, max(0, (0.49 - angle / (2 * .pi)) / 0.05)))
  }
}

extension DecayingSine {
  /// Fills in what frames multiply by.
  ///
  /// Powers come from squaring: what 1, 2, 4 and 8 frames do gives the table, and 16 and 64 the
  /// rest.
  fileprivate mutating func tune(to angle: Double, decay: Double) {
    var (c, s) = (decay * cos(angle), decay * sin(angle))
    (cosines, sines) = (SIMD16(repeating: 1), SIMD16(repeating: 0))
    for bit in 0..<4 {
      multiply(by: Float(c), Float(s), where: Self.lanes[bit])
      (c, s) = (c * c - s * s, 2 * c * s)
    }
    (vectorReal, vectorImaginary) = (Float(c), Float(s))
    for _ in 0..<2 { (c, s) = (c * c - s * s, 2 * c * s) }
    (quantumReal, quantumImaginary) = (Float(c), Float(s))
  }

  private mutating func multiply(by c: Float, _ s: Float, where mask: SIMDMask<SIMD16<Int32>>) {
    let (x, y) = (cosines, sines)
    cosines.replace(with: x * c - y * s, where: mask)
    sines.replace(with: x * s + y * c, where: mask)
  }

  /// Lanes whose number has the bit.
  private static let lanes = (0..<4).map { bit in
    SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) & (1 << bit) .!= 0
  }
}
