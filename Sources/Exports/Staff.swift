import TranscriptionTypes

/// A staff of a score: its clef, and one voice or two whose strokes follow each other.
struct Staff {
  /// The lowest pitch of the upper of two staves: middle C.
  private static let split = 60
  /// What is written with the treble clef, or with the bass clef, alone: three ledger lines are
  /// still read easily.
  private static let (lowestOfTreble, highestOfBass) = (55, 64)

  /// Whether it has the bass clef.
  let isLow: Bool
  /// One or two, the higher first, each in order of time.
  let voices: [[Stroke]]

  private init(_ notes: [(pitch: Int, place: NotePlace)], isLow: Bool, beat: Int) {
    self.isLow = isLow
    voices = VoiceSplitter(notes, beat: beat).voices
  }

  /// One staff for what fits on it, two for the range of a keyboard.
  ///
  /// - Parameter beat: units of a beat.
  static func all(_ notes: [NoteEvent], _ places: [NotePlace], beat: Int) -> [Staff] {
    let all = zip(notes.map(\.pitch), places).map { (pitch: $0, place: $1) }
    // A few notes beyond may have more ledger lines.
    let few = max(2, notes.count / 20)
    if all.count(where: { $0.pitch < lowestOfTreble }) <= few {
      return [Staff(all, isLow: false, beat: beat)]
    }
    if all.count(where: { $0.pitch > highestOfBass }) <= few {
      return [Staff(all, isLow: true, beat: beat)]
    }
    return [
      Staff(all.filter { $0.pitch >= split }, isLow: false, beat: beat),
      Staff(all.filter { $0.pitch < split }, isLow: true, beat: beat),
    ]
  }
}

/// What is struck together in a voice: pitches with one place.
struct Stroke: Equatable {
  let place: NotePlace
  /// MIDI numbers, lowest first.
  let pitches: [Int]

  init(from onset: Int, to end: Int, _ pitches: [Int]) {
    place = NotePlace(onset: onset, end: end)
    self.pitches = pitches.sorted()
  }
}
