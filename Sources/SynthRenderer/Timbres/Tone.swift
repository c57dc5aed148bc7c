/// A timbre at one key and velocity: the sines that are to be added up.
package struct Tone: Sendable {
  /// One sine at the beginning of the note.
  package struct Mode: Sendable {
    /// Multiple of the fundamental frequency.
    package var ratio: Double
    /// Amplitude, full scale at 1; negative for one that holds another back at first.
    package var amplitude: Double
    /// Phase of the sine, in radians.
    package var phase: Double
    /// Seconds until it is 60 dB weaker.
    package var decayTime: Double
  }

  /// Frequency of the fundamental, in hertz.
  package let frequency: Double

  /// All sines; those above half the sampling rate are left to the oscillators.
  package private(set) var modes: [Mode] = []

  /// The tone of a key (0…127, 69 is 440 Hz) struck with a velocity (1…127).
  ///
  /// The root mean square of the whole is proportional to `(velocity / 127)^1.6`.
  init(_ timbre: Timbre, pitch: Int, velocity: Int) {
    frequency = timbre.frequency(ofKey: pitch)
    let blow = Double(velocity) / 127
    let shape = timbre.spectrum.partials(pitch: pitch, frequency: frequency, blow: blow)
    let power = shape.reduce(0) { $0 + $1.level * $1.level / 2 }
    guard power > 0 else { return }
    let scale = Self.loudness(timbre, blow: blow) / power.squareRoot()
    for (index, partial) in shape.enumerated() {
      // Golden-angle phases spread the crests of the partials evenly over the period.
      let mode = Mode(
        ratio: partial.ratio, amplitude: scale * partial.level,
        phase: Double.pi * (3 - 5.0.squareRoot()) * Double(index + 1), decayTime: .infinity)
      append(mode, number: index + 1, timbre: timbre, pitch: pitch)
    }
  }

  /// Root mean square of a note, full scale at 1.
  static func loudness(_ timbre: Timbre, blow: Double) -> Double {
    0.08 * Portable.pow(blow, 1.6) * Portable.pow(10, timbre.level / 20)
  }

  /// Equal temperament with A4 at 440 Hz.
  package static func frequency(pitch: Double) -> Double { 440 * Portable.exp2((pitch - 69) / 12) }

  /// Adds one partial with all that its timbre makes of it.
  private mutating func append(_ partial: Mode, number: Int, timbre: Timbre, pitch: Int) {
    var partial = partial
    if let decay = timbre.decay {
      partial.decayTime =
        decay.seconds * Portable.exp2(Double(60 - pitch) / decay.halving)
        / (1 + decay.growth * (partial.ratio - 1).magnitude)
    }
    partial.amplitude /= Double(timbre.copies.count).squareRoot()
    for (copy, cents) in timbre.copies.enumerated() {
      var mode = partial
      mode.ratio *= Portable.exp2(cents / 1200)
      mode.phase += Self.spread(timbre.copies.count) * Double(copy)
      appendStages(of: mode, number: number, timbre: timbre)
    }
  }

  /// Radians by which copies begin apart: so far that they are together as loud as they will be on
  /// average, |1 + … + exp(i (n - 1) φ)|² = n, and neither swell nor sink while they drift apart.
  private static func spread(_ copyCount: Int) -> Double {
    copyCount == 2 ? 0.5 * Double.pi : 1.196_061_89  // cos φ = (√3 - 1) / 2
  }

  /// Adds a sine, and those that shape its beginning and its end.
  private mutating func appendStages(of mode: Mode, number: Int, timbre: Timbre) {
    var mode = mode
    if let accent = timbre.accent {
      var early = mode
      early.amplitude *= accent.level
      early.decayTime = accent.seconds
      modes.append(early)
    }
    if timbre.lag > 0, number > 1 {
      var missing = mode
      missing.amplitude *= -1
      // A time constant is a 6.9th of the time for 60 dB.
      missing.decayTime = 6.9 * timbre.lag * Double(number - 1) / 9
      modes.append(missing)
    }
    if let afterglow = timbre.decay?.afterglow, afterglow > 0, number <= 6 {
      var late = mode
      late.amplitude *= afterglow
      late.decayTime *= 3
      mode.amplitude *= 1 - afterglow
      modes.append(late)
    }
    modes.append(mode)
  }
}

extension Timbre {
  /// Hertz of a key.
  func frequency(ofKey pitch: Int) -> Double {
    fixedFrequency ?? Tone.frequency(pitch: Double(pitch))
  }
}
