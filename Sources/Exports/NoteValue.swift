import TranscriptionTypes

/// A duration that a single note can have.
struct NoteValue: Equatable {
  /// In units of ``NotePlace``.
  let units: Int
  /// As MusicXML calls it.
  let type: String
  let dotCount: Int
  /// Whether three of them take the time of two.
  let isTriplet: Bool

  private static let wholeBeats = [
    NoteValue(96, "whole"), NoteValue(72, "half", dots: 1), NoteValue(48, "half"),
    NoteValue(36, "quarter", dots: 1), NoteValue(24, "quarter"),
  ]
  private static let straight = [
    NoteValue(24, "quarter"), NoteValue(18, "eighth", dots: 1), NoteValue(12, "eighth"),
    NoteValue(9, "16th", dots: 1), NoteValue(6, "16th"), NoteValue(3, "32nd"),
  ]
  private static let triplets = [
    NoteValue(16, "quarter", isTriplet: true), NoteValue(8, "eighth", isTriplet: true),
    NoteValue(4, "16th", isTriplet: true),
  ]
  /// What no value expresses: it keeps the bar's length right.
  private static let unit = NoteValue(1, "128th")

  private init(_ units: Int, _ type: String, dots: Int = 0, isTriplet: Bool = false) {
    (self.units, self.type, dotCount, self.isTriplet) = (units, type, dots, isTriplet)
  }

  /// The values that make up a duration when they are tied.
  ///
  /// What begins within a beat ends with it, so that the beats can be seen.
  ///
  /// - Parameters:
  ///   - start: units from the beginning of the bar.
  ///   - units: the duration.
  ///   - beat: units of a beat.
  static func values(at start: Int, lasting units: Int, beat: Int) -> [NoteValue] {
    var (place, rest, values) = (start, units, [NoteValue]())
    while rest > 0 {
      let left = beat - place % beat
      let value =
        left == beat && rest >= beat
        ? wholeBeats.first { $0.units == rest || $0.units < rest && $0.units % beat == 0 }
        : within(min(rest, left), at: place % beat)
      values.append(value ?? unit)
      place += values[values.count - 1].units
      rest -= values[values.count - 1].units
    }
    return values
  }

  /// The one value of a syncopation, a quarter or a dotted one after the first eighth of a beat; nil
  /// where it would hide the middle of a bar of four.
  ///
  /// - Parameters:
  ///   - start: units from the beginning of the bar.
  ///   - units: the duration.
  static func syncopation(at start: Int, lasting units: Int, in metre: Metre) -> NoteValue? {
    guard !metre.isCompound, start % 24 == 12 else { return nil }
    if metre.beatsPerBar == 4, start == 36 { return nil }
    return wholeBeats.first { $0.units == units && units < 48 }
  }

  /// The longest value within a beat; the dotted quarter is that of 6/8.
  private static func within(_ units: Int, at place: Int) -> NoteValue? {
    let values = units % 3 == 0 && place % 3 == 0 ? straight : triplets
    return values.first { $0.units <= units }
  }
}
