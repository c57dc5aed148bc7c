/// Which sines a tone has, and how loud each is.
struct Spectrum: Sendable {
  /// A partial before anything is known of key and velocity.
  struct Partial: Sendable {
    /// Multiple of the fundamental frequency.
    var ratio: Double
    /// Amplitude.
    var level: Double
  }

  /// A resonance of the body or the mouth: partials near it are louder.
  struct Formant: Sendable {
    /// Hertz.
    var center: Double
    /// Octaves to either side in which it fades.
    var width: Double
    /// How much louder, in decibels.
    var gain: Double
  }

  /// Partials that are no harmonics, as of bells and organs with drawbars; none for harmonics.
  var partials: [Partial] = []
  /// Harmonics at most.
  var count = 40
  /// Amplitudes of harmonics fall as 1 / n to this power.
  var slope = 1.1
  /// Amplitude of the even harmonics.
  var even = 1.0
  /// Where the string is struck or plucked, as a share of its length; 0 for anywhere.
  var strikePoint = 0.0
  /// How much weaker, in nepers, middle C's each next harmonic is, from the softest to the hardest
  /// blow.
  var dullness = (soft: 0.3, hard: 0.05)
  /// Semitones up that double the dullness.
  var dulling = 24.0
  /// By how much stiff strings are sharp: ratios are n √(1 + stiffness n²), at middle C.
  var stiffness = 0.0
  var formants: [Formant] = []
  /// Partials are louder by their ratio to this power.
  var tilt = 0.0

  /// No partial is heard above this, in hertz.
  private static let highest = 18_000.0

  /// The partials of a key, the loudest 66 dB above the weakest at most.
  ///
  /// - Parameter blow: velocity, 0…1.
  func partials(pitch: Int, frequency: Double, blow: Double) -> [Partial] {
    // Three quarters of an octave up, strings are twice as stiff.
    let stiffness = stiffness * Portable.exp2(Double(pitch - 60) / 9)
    let octaves = Double(pitch - 60) / dulling
    let damping = (dullness.soft + (dullness.hard - dullness.soft) * blow) * Portable.exp2(octaves)
    let source = partials.isEmpty ? harmonics(stiffness: stiffness) : partials
    let heard = source.filter { $0.ratio * frequency < Self.highest || $0.ratio <= 1 }
    let shaped = heard.map { partial in
      let fade = Portable.exp(-damping * max(0, partial.ratio - 1))
      let tilted = tilt == 0 ? 1 : Portable.pow(partial.ratio, tilt)
      let level = partial.level * fade * tilted * resonance(at: partial.ratio * frequency)
      return Partial(ratio: partial.ratio, level: level)
    }
    let loudest = shaped.lazy.map(\.level).max() ?? 0
    return shaped.filter { $0.level > 5e-4 * loudest }
  }

  private func harmonics(stiffness: Double) -> [Partial] {
    (1...count).map { number in
      let n = Double(number)
      let point = strikePoint == 0 ? 1 : 0.3 + 0.7 * abs(Portable.sin(.pi * n * strikePoint))
      let level = Portable.pow(n, -slope) * (number.isMultiple(of: 2) ? even : 1) * point
      // The first is in tune whatever the stiffness.
      return Partial(
        ratio: n * ((1 + stiffness * n * n) / (1 + stiffness)).squareRoot(), level: level)
    }
  }

  private func resonance(at frequency: Double) -> Double {
    let gain = formants.reduce(0) { sum, formant in
      let distance = Portable.log2(frequency / formant.center) / formant.width
      return sum + formant.gain * Portable.exp(-distance * distance)
    }
    return Portable.pow(10, gain / 20)
  }
}
