public import TranscriptionTypes

/// Moves notes outside a key to the nearest pitch in it.
public struct KeySnapper: Sendable {
  private let scale: Set<Int>

  /// Prepares for a key; the raised leading note of minor counts as within.
  public init(key: MusicalKey) {
    let leading = key.mode == .minor ? [(key.tonic + 11) % 12] : []
    scale = Set(key.scale + leading)
  }

  /// The notes, those of the key as they are.
  ///
  /// Every pitch outside a key lies a semitone from one in it; of two it goes to the one nearer to
  /// what sounded, by the mean of the note's bends, and down where it was in tune; there it has no
  /// bends. A note stays where both are taken by others that sound at the same time.
  public func snap(_ notes: [NoteEvent]) -> [NoteEvent] {
    var result = notes
    for index in notes.indices where !scale.contains(notes[index].pitch % 12) {
      let note = notes[index]
      let bend = note.pitchBends.reduce(0, +) / Double(max(1, note.pitchBends.count))
      let candidates = (bend > 0 ? [1, -1] : [-1, 1]).map { note.pitch + $0 }
      let target = candidates.first { pitch in
        (21...108).contains(pitch) && scale.contains(pitch % 12)
          && !result.contains {
            $0.pitch == pitch && $0.onset < note.offset && note.onset < $0.offset
          }
      }
      if let target {
        result[index].pitch = target
        result[index].pitchBends = []
      }
    }
    return result
  }
}
