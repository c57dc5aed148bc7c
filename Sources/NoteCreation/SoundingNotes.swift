import TranscriptionTypes

/// The notes that sound at a frame, followed until their energy is gone or another note takes it.
///
/// A note ends where one begins on its key or beside it, or where its energy stays below the
/// threshold for as many frames as the tolerance says. What it sounds in is used up, on both keys
/// beside it too. Per note it keeps a sum and two bytes a frame.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `output_to_notes_polyphonic`.
struct SoundingNotes: Sendable {
  private struct Note {
    let start: Int
    let bin: Int
    /// The first frame after the last one above the threshold.
    var end: Int
    var sum: Double
    var bends: [Int16]

    /// In single precision, as the reference has it.
    var frameNote: FrameNote {
      FrameNote(
        frames: start..<end, bin: bin, amplitude: Float(sum / Double(end - start)), bends: bends)
    }

    /// Sounds to the end of a frame, in the gap before it too.
    mutating func extend(toEndOf frame: Int, in frames: inout ArrivedFrames) {
      for frame in end...frame {
        sum += Double(frames.energy.original(frame: frame, bin: bin))
        frames.energy.clearAround(frame: frame, bin: bin)
      }
      frames.addBends(of: bin, in: end..<frame + 1, to: &bends)
      end = frame + 1
    }
  }

  private let threshold: Float
  private let tolerance: Int
  private let minimumLength: Int
  private var notes: [Note] = []

  init(settings: NoteCreator.Settings) {
    threshold = Float(notBelow: settings.frameThreshold)
    tolerance = settings.energyTolerance
    minimumLength = settings.minimumNoteFrames
  }

  /// The frame in which the first of them began.
  var firstFrame: Int? { notes.lazy.map(\.start).min() }

  /// Begins a note, which ends those on its key and beside it.
  mutating func begin(_ onset: Onset, in frames: inout ArrivedFrames) -> [FrameNote] {
    let ended = end { abs($0.bin - onset.bin) <= 1 }
    var note = Note(start: onset.frame, bin: onset.bin, end: onset.frame, sum: 0, bends: [])
    note.extend(toEndOf: onset.frame, in: &frames)
    notes.append(note)
    return ended
  }

  /// Goes on to the next frame.
  ///
  /// - Returns: the notes that have ended by now.
  mutating func advance(to frame: Int, in frames: inout ArrivedFrames) -> [FrameNote] {
    for index in notes.indices where notes[index].end <= frame {
      if frames.energy.original(frame: frame, bin: notes[index].bin) >= threshold {
        notes[index].extend(toEndOf: frame, in: &frames)
      }
    }
    return end { [tolerance] in frame - $0.end + 1 >= tolerance }
  }

  /// Begins a note in the past and follows it to the present.
  ///
  /// - Returns: the note, when it has ended by now.
  /// - Precondition: its key and those beside it are free.
  mutating func resume(
    from start: Int, bin: Int, to present: Int, in frames: inout ArrivedFrames
  ) -> [FrameNote] {
    var note = Note(start: start, bin: bin, end: start, sum: 0, bends: [])
    for frame in start...present where frame - note.end < tolerance {
      if frames.energy.original(frame: frame, bin: bin) >= threshold {
        note.extend(toEndOf: frame, in: &frames)
      }
    }
    notes.append(note)
    return end { [tolerance] in present - $0.end + 1 >= tolerance }
  }

  /// Whether no note sounds on a key or beside it.
  func isFree(_ bin: Int) -> Bool { !notes.contains { abs($0.bin - bin) <= 1 } }

  /// Ends all notes: there are no more frames.
  mutating func finish() -> [FrameNote] { end { _ in true } }

  private mutating func end(where hasEnded: (Note) -> Bool) -> [FrameNote] {
    guard notes.contains(where: hasEnded) else { return [] }
    let ended = notes.filter(hasEnded).map(\.frameNote)
    notes.removeAll(where: hasEnded)
    return ended.filter { $0.frames.count > minimumLength }
  }
}
