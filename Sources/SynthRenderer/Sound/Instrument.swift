import Arithmetic

/// What all voices of a rendering share.
struct Instrument: Sendable {
  /// Frames a second, in hertz.
  let sampleRate: Double
  let arithmetic: Arithmetic
  /// Share of the way to a new bend that a voice goes in one quantum: a time constant of 5 ms.
  let glide: Double
  /// Frames within which sound ends that is to stop at once: 5 ms.
  let cutLength: Int
  /// Frames within which the fast one of a group ends another: 30 ms.
  let chokeLength: Int

  init(sampleRate: Double, arithmetic: Arithmetic) {
    self.sampleRate = sampleRate
    self.arithmetic = arithmetic
    glide = 1 - Portable.exp(-Double(Voice.quantum) / (0.005 * sampleRate))
    cutLength = Self.cutLength(sampleRate: sampleRate)
    chokeLength = Int((0.03 * sampleRate).rounded())
  }

  /// Frames in 5 ms.
  static func cutLength(sampleRate: Double) -> Int { Int((0.005 * sampleRate).rounded()) }

  /// Gains of left and right for a place from −1 (left) to 1: equal power.
  static func pan(_ position: Double) -> (left: Float, right: Float) {
    let angle = 0.25 * Double.pi * (1 + position)
    return (Float(Portable.cos(angle)), Float(Portable.sin(angle)))
  }

  /// Where a key stands on a keyboard of a width, 0…1.
  static func position(pitch: Int, width: Double) -> Double {
    width * min(1, max(-1, (Double(pitch) - 64.5) / 43.5))
  }
}
