/// Where the controllers of one channel stand, and what that means.
///
/// Source: MIDI 1.0 detailed specification, tables III and IV; General MIDI 2, section 3.3.
struct Controllers {
  /// Semitones; wider than any keyboard is still finite in hertz.
  var bend = 0.0 {
    didSet { bend = min(max(bend, -127), 127) }
  }
  /// Semitones that the manager of the zone adds.
  var zoneBend = 0.0 {
    didSet { zoneBend = min(max(zoneBend, -127), 127) }
  }
  var modulation = 0
  var volume = 100
  var expression = 127
  var pan = 64
  var isSustaining = false
  var isSostenutoDown = false
  var isSoft = false

  /// Cents of vibrato that the modulation wheel adds.
  var wheel: Double { 50 * Double(clamped(modulation)) / 127 }

  /// The velocity of a strike as the soft pedal leaves it.
  func velocity(_ velocity: Int) -> Int {
    let struck = min(max(velocity, 1), 127)
    return isSoft ? max(1, struck * 7 / 10) : struck
  }

  /// Gains of left and right. Volume and expression act as 40 log₁₀(value / 127) decibels, which is
  /// the square in amplitude; pan moves power from one side to the other.
  var gains: (left: Float, right: Float) {
    let product = Double(clamped(volume) * clamped(expression)) / (127 * 127)
    let angle = 0.25 * Double.pi * (1 + Double(max(1, clamped(pan)) - 64) / 63)
    let scale = product * product * 2.0.squareRoot()
    // In the middle, exactly 1.
    guard pan != 64 else { return (Float(product * product), Float(product * product)) }
    return (Float(scale * Portable.cos(angle)), Float(scale * Portable.sin(angle)))
  }

  /// What "reset all controllers" resets: not volume, pan and program.
  mutating func reset() {
    (bend, zoneBend, modulation, expression) = (0, 0, 0, 127)
    (isSustaining, isSostenutoDown, isSoft) = (false, false, false)
  }

  private func clamped(_ value: Int) -> Int { min(max(value, 0), 127) }
}
