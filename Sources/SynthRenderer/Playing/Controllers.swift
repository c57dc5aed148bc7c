/// Where the controllers of one channel stand, and what that means.
///
/// Source: MIDI 1.0 detailed specification, tables III and IV; General MIDI 2, section 3.3; recommended
/// practices 15 (reset) and 21 (sound controllers).
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
  /// Pressure on the channel.
  var pressure = 0
  /// How fast what is struck from now on rises and falls, and how bright it is; 64 is as its program has it.
  var (attack, release, brightness) = (64, 64, 64)
  /// What goes to the room; 40 is as much as after power-up.
  var roomSend = 40
  var isSustaining = false
  var isSostenutoDown = false
  var isSoft = false

  /// Cents of vibrato that the modulation wheel and pressure on the channel add.
  var swing: Double { Self.swing(modulation) + Self.swing(pressure) }

  /// Cents of vibrato for a wheel or a pressure.
  ///
  /// Source: SoundFont 2.04, section 8.4 (channel pressure and controller 1, to the depth of the vibrato).
  static func swing(_ value: Int) -> Double { 50 * Double(clamped(value)) / 127 }

  /// Gain of what goes to the room.
  var roomGain: Float { Float(Self.clamped(roomSend)) / 40 }

  /// A timbre as the sound controllers leave it: times from a sixteenth to sixteen times as long, and up
  /// to 6 decibels more or less with each octave above the fundamental.
  func shaped(_ timbre: Timbre) -> Timbre {
    guard (attack, release, brightness) != (64, 64, 64) else { return timbre }
    func place(_ value: Int) -> Double { Double(Self.clamped(value) - 64) / 64 }
    return timbre.with {
      $0.attack *= Portable.exp2(4 * place(attack))
      $0.release *= Portable.exp2(4 * place(release))
      $0.spectrum.tilt = place(brightness)
    }
  }

  /// The velocity of a strike as the soft pedal leaves it.
  func velocity(_ velocity: Int) -> Int {
    let struck = min(max(velocity, 1), 127)
    return isSoft ? max(1, struck * 7 / 10) : struck
  }

  /// Gains of left and right. Volume and expression act as 40 log₁₀(value / 127) decibels, which is
  /// the square in amplitude; pan moves power from one side to the other.
  var gains: (left: Float, right: Float) {
    let product = Double(Self.clamped(volume) * Self.clamped(expression)) / (127 * 127)
    let angle = 0.25 * Double.pi * (1 + Double(max(1, Self.clamped(pan)) - 64) / 63)
    let scale = product * product * 2.0.squareRoot()
    // In the middle, exactly 1.
    guard pan != 64 else { return (Float(product * product), Float(product * product)) }
    return (Float(scale * Portable.cos(angle)), Float(scale * Portable.sin(angle)))
  }

  /// What "reset all controllers" resets: not volume, pan, program, sound and room.
  mutating func reset() {
    (bend, zoneBend, modulation, pressure, expression) = (0, 0, 0, 0, 127)
    (isSustaining, isSostenutoDown, isSoft) = (false, false, false)
  }

  private static func clamped(_ value: Int) -> Int { min(max(value, 0), 127) }
}
