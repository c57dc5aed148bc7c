import TranscriptionTypes

/// What is struck together in a voice: pitches with one place.
struct Stroke: Equatable {
  var place: NotePlace
  /// MIDI numbers, lowest first.
  var pitches: [Int]
}

/// The notes of a staff, in voices whose strokes follow each other.
struct Staff {
  /// The lowest pitch of the upper of two staves: middle C.
  private static let split = 60
  private static let mostVoices = 2

  /// Whether it has the bass clef.
  let isLow: Bool
  /// One or two, each in order of time.
  private(set) var voices: [[Stroke]] = [[]]

  /// One staff for what fits on it, two for the range of a keyboard.
  static func all(_ notes: [NoteEvent], _ places: [NotePlace]) -> [Staff] {
    let parts = [true, false].map { isHigh in
      zip(notes, places).filter { ($0.0.pitch >= split) == isHigh }.map { ($0.0.pitch, $0.1) }
    }
    // A few notes beyond middle C are written with ledger lines.
    let few = max(2, notes.count / 20)
    if parts[1].count <= few { return [Staff(parts[0] + parts[1], isLow: false)] }
    if parts[0].count <= few { return [Staff(parts[1] + parts[0], isLow: true)] }
    return [Staff(parts[0], isLow: false), Staff(parts[1], isLow: true)]
  }

  private init(_ notes: [(pitch: Int, place: NotePlace)], isLow: Bool) {
    self.isLow = isLow
    var strokes: [Stroke] = []
    let order = notes.sorted { a, b in
      // Of what begins together the shorter comes last, and the higher first.
      (a.place.onset, -a.place.end, -a.pitch) < (b.place.onset, -b.place.end, -b.pitch)
    }
    for note in order {
      if strokes.last?.place == note.place {
        if strokes[strokes.count - 1].pitches.contains(note.pitch) { continue }
        strokes[strokes.count - 1].pitches.insert(note.pitch, at: 0)
      } else {
        strokes.append(Stroke(place: note.place, pitches: [note.pitch]))
      }
    }
    for stroke in strokes { add(stroke) }
  }

  /// Adds a stroke that does not begin before those already there.
  private mutating func add(_ stroke: Stroke) {
    let free = voices.firstIndex { ($0.last?.place.end ?? .min) <= stroke.place.onset }
    if let free { return voices[free].append(stroke) }
    if voices.count < Self.mostVoices { return voices.append([stroke]) }
    // Both sound: what began earlier ends, or, if both begin now, the stroke joins one.
    let voice = voices.indices.min {
      voices[$0][voices[$0].count - 1].place.onset < voices[$1][voices[$1].count - 1].place.onset
    }
    guard let voice else { return }
    let last = voices[voice].count - 1
    if voices[voice][last].place.onset < stroke.place.onset {
      voices[voice][last].place.end = stroke.place.onset
      voices[voice].append(stroke)
    } else {
      let pitches = Set(voices[voice][last].pitches + stroke.pitches)
      voices[voice][last].pitches = pitches.sorted()
    }
  }
}
