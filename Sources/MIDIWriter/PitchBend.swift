/// The 14 bits of a pitch bend, −8192…8191, which are a fraction of a range.
struct PitchBend: Equatable {
  /// Semitones that the values reach up and down.
  var range: Double

  static let values = -8192...8191

  /// The range that receivers begin with.
  ///
  /// Source: General MIDI 1.
  static let standard = PitchBend(range: 2)

  /// The range that the members of an MPE zone begin with.
  ///
  /// Source: MIDI Polyphonic Expression 1.0, section 2.4.
  static let zone = PitchBend(range: 48)

  /// The nearest value, halves to even; what lies beyond the range is cut off.
  func value(semitones: Double) -> Int {
    let value = (semitones / range * 8192).rounded(.toNearestOrEven)
    return Int(min(max(Double(Self.values.lowerBound), value), Double(Self.values.upperBound)))
  }

  func semitones(value: Int) -> Double { Double(value) / 8192 * range }
}
