#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What all voices of a rendering share.
struct Instrument: Sendable {
  /// Frames a second, in hertz.
  let sampleRate: Double
  let curves: EnvelopeCurves
  /// Share of the way to a new bend that a voice goes in one quantum: a time constant of 5 ms.
  let glide: Double

  init(sampleRate: Double) {
    self.sampleRate = sampleRate
    curves = EnvelopeCurves(sampleRate: sampleRate)
    glide = 1 - exp(-Double(Voice.quantum) / (0.005 * sampleRate))
  }

  /// Gains of left and right for a key: equal power, and at the ends of the keyboard, 40 % of the
  /// way from the middle to the side.
  static func pan(pitch: Int) -> (left: Float, right: Float) {
    let position = 0.4 * min(1, max(-1, (Double(pitch) - 64.5) / 43.5))
    let angle = 0.25 * Double.pi * (1 + position)
    return (Float(cos(angle)), Float(sin(angle)))
  }
}
