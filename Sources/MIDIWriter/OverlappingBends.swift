import TranscriptionTypes

/// Takes the bends from notes that overlap, for a channel bends as a whole.
///
/// Notes come in order of onset, each of them longer than nothing. Then a note overlaps a later one
/// if it overlaps the next, and an earlier one if it begins before the latest end so far; so it is
/// held back until the next one is known.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `drop_overlapping_pitch_bends`.
struct OverlappingBends {
  /// The note that waits for the next.
  private(set) var last: NoteEvent?
  private var latestOffset = -Double.infinity

  /// Takes in the next note.
  ///
  /// - Returns: the one before.
  mutating func append(_ note: NoteEvent) -> NoteEvent? {
    var note = note
    if note.onset < latestOffset { note.pitchBends = [] }
    latestOffset = max(latestOffset, note.offset)
    defer { last = note }
    if let offset = last?.offset, note.onset < offset { last?.pitchBends = [] }
    return last
  }
}
