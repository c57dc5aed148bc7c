import Arithmetic
import KernelOperands

/// The sines of one voice.
///
/// Rounding moves a frequency by at most 2⁻²⁴ radians in a quantum (0.0003 cent at 27.5 Hz), and a
/// magnitude by as little.
struct SineBank {
  private var sines: [DecayingSine]
  /// A sine is dropped when it is 80 dB below the loudest at the beginning: the loudest note alone
  /// is then below the least step of 16 bits.
  private let faintest: Float
  private var quantumCount = 0
  /// Whether one comes or goes at half the sampling rate.
  private var isFading = false

  /// The sines of a tone at their first sample, tuned to a fundamental in radians a sample.
  init(_ tone: Tone, fundamental: Double, sampleRate: Double, arithmetic: Arithmetic) {
    sines = tone.modes.map {
      DecayingSine(
        ratio: $0.ratio, decay: Portable.exp2(-3 * Portable.log2(10) / ($0.decayTime * sampleRate)),
        real: Float($0.amplitude * Portable.cos($0.phase)),
        imaginary: Float($0.amplitude * Portable.sin($0.phase)),
        weight: 0)
    }
    faintest = 1e-8 * (sines.lazy.map(Self.power).max() ?? 0)
    tune(to: fundamental, arithmetic: arithmetic)
    // They do not come, they are there.
    for i in sines.indices { sines[i].weight += Float(DecayingSine.quantum) * sines[i].slope }
    endFades()
  }

  /// Whether all have died away.
  var isSilent: Bool { sines.isEmpty }

  /// Takes a new fundamental from the next sample on; phases go on where they are.
  mutating func tune(to fundamental: Double, arithmetic: Arithmetic) {
    sines.withUnsafeMutableBufferPointer { sines in
      guard let base = sines.baseAddress else { return }
      isFading = arithmetic.tuneSines(base, count: sines.count, to: fundamental) || isFading
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
    sines.removeAll { Self.power($0) < faintest }
  }

  private static func power(_ sine: DecayingSine) -> Float {
    sine.real * sine.real + sine.imaginary * sine.imaginary
  }
}
