public import TranscriptionTypes

/// Notes as mir_eval's valued intervals: a line each of onset, offset and frequency, between tabs.
///
/// Seconds and hertz, without a header, for `mir_eval.io.load_valued_intervals`. The frequency is
/// that of the key, A4 being 440 Hz, as the field compares notes; bends are left to `PitchTrack`.
/// Lines are in order of onset, then pitch, and written as soon as no note can precede them.
public struct NoteIntervals: Sendable {
  private var queue = NoteQueue()

  /// Starts without notes.
  public init() {}

  /// The next lines.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times are finite.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
    let lines = queue.append(notes, horizon: horizon).map { note in
      [
        fixed(note.onset, places: 6), fixed(note.offset, places: 6),
        fixed(note.frequency(bentBy: 0), places: 3),
      ].joined(separator: "\t") + "\n"
    }
    return Array(lines.joined().utf8)
  }
}
