import TranscriptionTypes

// The bytes of time and key signatures.
//
// Source: Standard MIDI Files 1.0, meta events 58 and 59.

extension Metre {
  private static let clocksPerQuarter = 24.0

  /// Upper number, exponent of the lower number, clocks a beat, 32nd notes a quarter.
  var data: [UInt8] {
    [UInt8(min(255, numerator)), UInt8(denominator.trailingZeroBitCount), clocks, 8]
  }

  /// What the four bytes say; nil for no beats at all, and for parts of a note that nobody counts.
  ///
  /// Whether threes are beats, the clocks of a beat tell. Most writers give those of a quarter
  /// whatever the metre: then 6/8, 9/8 and 12/8 are counted in threes, as musicians do, and 3/8 is not.
  init?(data: ArraySlice<UInt8>) {
    guard data.count == 4, let numerator = data.first, numerator > 0 else { return nil }
    let (exponent, clocks) = (data[data.startIndex + 1], data[data.startIndex + 2])
    guard Self.denominators.indices.contains(Int(exponent)) else { return nil }
    let denominator = Self.denominators[Int(exponent)]
    let simple = Metre(beatsPerBar: Int(numerator), denominator: denominator)
    let compound = Metre(
      beatsPerBar: max(1, Int(numerator) / 3), isCompound: true, denominator: denominator)
    let isUsuallyCompound = denominator >= 8 && numerator > 3 && clocks != simple.clocks
    let isCompound = numerator % 3 == 0 && (clocks == compound.clocks || isUsuallyCompound)
    self = isCompound ? compound : simple
  }

  private var clocks: UInt8 { UInt8(min(max(1, Self.clocksPerQuarter * quartersPerBeat), 255)) }
}

extension MusicalKey {
  /// Sharps, flats being below zero, and 1 for minor.
  var data: [UInt8] {
    [UInt8(bitPattern: Int8(fifths)), mode == .minor ? 1 : 0]
  }

  /// What the two bytes say; nil for more accidentals than there are notes.
  init?(data: ArraySlice<UInt8>) {
    guard data.count == 2, let first = data.first, let last = data.last, last < 2 else {
      return nil
    }
    let fifths = Int(Int8(bitPattern: first))
    guard (-7...7).contains(fifths) else { return nil }
    // A fifth is seven semitones; minor lies three below major.
    self.init(
      tonic: (7 * (fifths + 12) + (last == 1 ? 9 : 0)) % 12, mode: last == 1 ? .minor : .major)
  }
}
