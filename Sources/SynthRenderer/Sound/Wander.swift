/// Where the pitch and the loudness of one voice swing to, as its timbre and the modulation wheel
/// ask.
///
/// All of it is a function of the voice's age, not summed up.
struct Wander {
  private let vibrato: Timbre.Vibrato
  private let tremolo: Timbre.Tremolo
  private let fall: (semitones: Double, seconds: Double)

  init(_ timbre: Timbre) {
    vibrato = timbre.vibrato
    tremolo = timbre.tremolo
    fall = timbre.fall ?? (0, 1)
  }

  /// Whether there is any tremolo.
  var swells: Bool { tremolo.depth > 0 }

  /// Semitones above the key after so many seconds.
  ///
  /// - Parameter wheel: cents that the modulation wheel adds to the vibrato.
  func semitones(after seconds: Double, wheel: Double) -> Double {
    guard vibrato.depth > 0 || wheel > 0 || fall.semitones != 0 else { return 0 }
    let grown = min(1, max(0, (seconds - vibrato.delay) / max(vibrato.delay, 0.05)))
    let depth = vibrato.depth * grown + wheel
    var sum = depth == 0 ? 0 : 0.01 * depth * Portable.sin(2 * .pi * vibrato.rate * seconds)
    // After ten time constants it has arrived, to a hundredth of a cent.
    if seconds < 10 * fall.seconds { sum += fall.semitones * Portable.exp(-seconds / fall.seconds) }
    return sum
  }

  /// What to multiply by after so many seconds.
  func gain(after seconds: Double) -> Float {
    Float(1 - tremolo.depth * (0.5 - 0.5 * Portable.cos(2 * .pi * tremolo.rate * seconds)))
  }
}
