import TranscriptionTypes

/// Writes the notes of a staff as a musician would: what begins together is a chord, what rings on into
/// the next chord ends there, and a second voice is for what is held while others move.
///
/// Only the lowest or the highest of what sounds is held, one at a time. Times of ends are heard less
/// exactly than those of beginnings, and pedals and strings ring on: ends are moved to where they are
/// easy to read, and rests are short of a beat only where notes are shorter.
struct VoiceSplitter {
  /// An eighth: what ends within a beat does so at one of them.
  private static let eighth = NotePlace.unitsPerQuarter / 2
  /// A pitch that is struck again sooner, in less than a sixteenth, is one note.
  private static let shortest = NotePlace.unitsPerQuarter / 4

  /// What begins together, as pitches and ends; in order of time.
  private let chords: [(onset: Int, notes: [(pitch: Int, end: Int)])]
  private let beat: Int
  private let beatsOfTriplets: Set<Int>

  /// One voice or two, the higher first.
  private(set) var voices: [[Stroke]] = [[], []]

  /// - Parameter beat: units of a beat.
  init(_ notes: [(pitch: Int, place: NotePlace)], beat: Int) {
    self.beat = beat
    chords = Self.chords(of: notes)
    beatsOfTriplets = Set(
      chords.filter { $0.onset % 3 != 0 }.map { Self.quotient($0.onset, by: beat) })
    var (heldVoice, heldEnd) = (0, Int.min)
    for (index, chord) in chords.enumerated() {
      var rest = chord.notes
      if chord.onset >= heldEnd, let held = held(at: index) {
        (heldVoice, heldEnd) = (held.isLow ? 1 : 0, held.end)
        rest.removeAll { $0.pitch == held.pitch }
        voices[heldVoice].append(Stroke(from: chord.onset, to: held.end, [held.pitch]))
      }
      guard let end = rest.map(\.end).max() else { continue }
      let voice = chord.onset < heldEnd ? 1 - heldVoice : 0
      let next = index + 1 < chords.count ? chords[index + 1].onset : Int.max
      voices[voice].append(
        Stroke(from: chord.onset, to: readable(end, from: chord.onset, next), rest.map(\.pitch)))
    }
    if voices[1].isEmpty { voices.removeLast() }
  }

  private static func chords(
    of notes: [(pitch: Int, place: NotePlace)]
  ) -> [(onset: Int, notes: [(pitch: Int, end: Int)])] {
    var chords: [(onset: Int, notes: [(pitch: Int, end: Int)])] = []
    var lastOnsets: [Int: Int] = [:]
    for (pitch, place) in notes.sorted(by: { $0.place.onset < $1.place.onset }) {
      if let last = lastOnsets[pitch], place.onset - last < shortest { continue }
      lastOnsets[pitch] = place.onset
      if chords.last?.onset != place.onset { chords.append((place.onset, [])) }
      chords[chords.count - 1].notes.append((pitch, place.end))
    }
    return chords
  }

  /// The note of a chord that is held while others begin, if there is one.
  private func held(at index: Int) -> (pitch: Int, end: Int, isLow: Bool)? {
    let (onset, notes) = chords[index]
    guard index + 1 < chords.count else { return nil }
    let next = chords[index + 1].onset
    for note in notes.sorted(by: { $0.end > $1.end }) {
      let end = heldEnd(note.end)
      guard end - onset >= beat, note.end >= next + Self.eighth else { return nil }
      let others =
        chords[(index + 1)...].prefix { $0.onset < end }.flatMap { $0.notes.map(\.pitch) }
        + notes.map(\.pitch).filter { $0 != note.pitch }
      if others.allSatisfy({ $0 > note.pitch }) { return (note.pitch, end, true) }
      if others.allSatisfy({ $0 < note.pitch }) { return (note.pitch, end, false) }
    }
    return nil
  }

  /// The nearest place to the end of a held note that is easy to read.
  private func heldEnd(_ end: Int) -> Int {
    let step = stepOfEnds(at: end)
    return Self.quotient(end + step / 2, by: step) * step
  }

  /// Where what others follow ends: with the next chord, or with a rest that is worth writing.
  private func readable(_ end: Int, from onset: Int, _ next: Int) -> Int {
    let step = stepOfEnds(at: end - 1)
    let rounded = Self.quotient(end + step - 1, by: step) * step
    guard rounded < next else { return next }
    let gap = next - rounded
    return gap < beat && (gap <= Self.eighth || gap <= rounded - onset) ? next : rounded
  }

  private func stepOfEnds(at place: Int) -> Int {
    beatsOfTriplets.contains(Self.quotient(place, by: beat)) ? beat : Self.eighth
  }

  /// The quotient rounded down, before the first beat too.
  private static func quotient(_ place: Int, by size: Int) -> Int {
    place >= 0 ? place / size : -((size - 1 - place) / size)
  }
}
