/// How far two notes may lie apart and still be the same.
///
/// Source: mir_eval 0.8, the defaults of `transcription` and `transcription_velocity`; MIREX, note
/// tracking.
public struct Tolerances: Equatable, Sendable {
  /// Between onsets, in seconds.
  public var onset = 0.05
  /// Between pitches, in cents.
  public var pitch = 50.0
  /// Between offsets, as a fraction of the duration of the note of the truth.
  public var offsetRatio = 0.2
  /// Between offsets, in seconds, where that fraction is less.
  public var offsetMinimum = 0.05
  /// Velocities agree that lie less than this apart, as a fraction of the truth's range.
  public var velocity = 0.1

  /// The usual ones.
  public init() {}
}

extension Tolerances {
  /// How much later one time is than another, in seconds, to four decimals.
  ///
  /// Notes that are written 50 ms apart are so whatever the rounding of their difference.
  ///
  /// Source: mir_eval 0.8, `transcription.match_notes`, `np.around`.
  static func lag(_ time: Double, after other: Double) -> Double {
    ((time - other) * 10_000).rounded(.toNearestOrEven) / 10_000
  }

  /// Whether pitches are the same; both are MIDI numbers.
  ///
  /// mir_eval compares hertz, whose rounding decides about notes that are exactly 50 cents apart:
  /// half of them match there, all do here. A millionth of a cent is far above any rounding.
  func pitchesAgree(_ one: Double, _ other: Double) -> Bool {
    (abs(one - other) * 1e8).rounded() / 1e6 <= pitch
  }

  /// Whether a note of an estimate, moved by some seconds, ends where one of the truth does.
  func offsetsAgree(_ note: AnnotatedNote, _ estimate: AnnotatedNote, shift: Double) -> Bool {
    let distance = abs(Self.lag(note.offset, after: estimate.offset + shift))
    return distance <= max(offsetRatio * (note.offset - note.onset), offsetMinimum)
  }
}
