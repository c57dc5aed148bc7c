import TranscriptionTypes

/// Decides which of the notes that were found are left, and how long, while they come.
protocol NoteSelection: Sendable {
  /// Takes in the next notes, in any order.
  ///
  /// - Parameter horizon: seconds before which no note begins that is still to come.
  /// - Returns: the notes that no other can change any more.
  mutating func append(_ notes: [NoteEvent], horizon: Double) -> [NoteEvent]

  /// The first onset of all notes that were taken in and not returned.
  var firstOnset: Double? { get }
}

extension NoteEvent {
  /// The first part of the note, or all of it.
  func cut(toEndAt time: Double) -> NoteEvent {
    guard time < offset else { return self }
    var part = self
    part.offset = max(time, onset)
    let share = (part.offset - onset) / (offset - onset)
    let left = Int((Double(pitchBends.count) * share).rounded())
    // A steady note has a single bend, which it keeps.
    part.pitchBends = Array(pitchBends.prefix(max(1, left)))
    return part
  }
}
