/// The 14 bits of a pitch bend, −8192…8191, under the default range of two semitones.
enum PitchBend {
  static let values = -8192...8191
  static let defaultRange = 2.0

  /// The nearest value, halves to even; what lies beyond the range is cut off.
  static func value(semitones: Double) -> Int {
    let value = (semitones / defaultRange * 8192).rounded(.toNearestOrEven)
    return Int(min(max(Double(values.lowerBound), value), Double(values.upperBound)))
  }

  static func semitones(value: Int, range: Double = defaultRange) -> Double {
    Double(value) / 8192 * range
  }
}
