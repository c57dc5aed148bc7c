import TranscriptionTypes

/// A staff of a score: its clef, and one voice or two whose strokes follow each other.
struct Staff {
  /// The lowest pitch of the upper of two staves: middle C.
  private static let split = 60

  /// Whether it has the bass clef.
  let isLow: Bool
  /// One or two, the higher first, each in order of time.
  let voices: [[Stroke]]

  /// One staff for what fits on it, two for the range of a keyboard.
  ///
  /// - Parameter beat: units of a beat.
  static func all(_ notes: [NoteEvent], _ places: [NotePlace], beat: Int) -> [Staff] {
    let parts = [true, false].map { isHigh in
      zip(notes, places).filter { ($0.0.pitch >= split) == isHigh }.map { ($0.0.pitch, $0.1) }
    }
    func staff(_ notes: [(pitch: Int, place: NotePlace)], isLow: Bool) -> Staff {
      Staff(isLow: isLow, voices: VoiceSplitter(notes, beat: beat).voices)
    }
    // A few notes beyond middle C are written with ledger lines.
    let few = max(2, notes.count / 20)
    if parts[1].count <= few { return [staff(parts[0] + parts[1], isLow: false)] }
    if parts[0].count <= few { return [staff(parts[1] + parts[0], isLow: true)] }
    return [staff(parts[0], isLow: false), staff(parts[1], isLow: true)]
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
