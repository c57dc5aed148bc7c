import TranscriptionTypes

extension [NoteEvent] {
  /// The notes by onset, without the bends of those that overlap: a channel bends as a whole.
  ///
  /// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `drop_overlapping_pitch_bends`.
  func unbentWhereOverlapping() -> [NoteEvent] {
    var notes = sorted {
      ($0.onset, $0.offset, $0.pitch, $0.amplitude) < ($1.onset, $1.offset, $1.pitch, $1.amplitude)
    }
    // By onset, a note overlaps a later one if it overlaps the next, and an earlier one if it
    // begins before the latest end so far.
    var latestOffset = -Double.infinity
    for index in notes.indices {
      let overlapsEarlier = notes[index].onset < latestOffset
      let overlapsNext =
        index + 1 < notes.count && notes[index + 1].onset < notes[index].offset
      if overlapsEarlier || overlapsNext { notes[index].pitchBends = [] }
      latestOffset = Swift.max(latestOffset, notes[index].offset)
    }
    return notes
  }
}
