public import TranscriptionTypes

/// Notes for people: a line each, in columns.
///
/// Start and end in seconds, the key's name (C4 is 60) and MIDI number, velocity, and the bends'
/// mean in cents where the note is out of tune. Lines are in order of onset, then pitch, and
/// written as soon as no note can precede them.
public struct NoteListing: Sendable {
  private var queue = NoteQueue()
  private var hasHeader = false

  /// Starts without notes.
  public init() {}

  /// The next lines; the first ones begin with the names of the columns.
  ///
  /// - Parameters:
  ///   - notes: In any order.
  ///   - horizon: Seconds before which no note still to come begins; never falls.
  /// - Precondition: times and bends are finite.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
    var text = hasHeader ? "" : "     start        end  note  midi  velocity  cents\n"
    hasHeader = true
    for note in queue.append(notes, horizon: horizon) { text += line(note) + "\n" }
    return Array(text.utf8)
  }

  private func line(_ note: NoteEvent) -> String {
    let mean = note.pitchBends.reduce(0, +) / Double(max(1, note.pitchBends.count))
    let cents = Int((100 * mean).rounded())
    return column(fixed(note.onset, places: 3), 10) + column(fixed(note.offset, places: 3), 11)
      + column(note.pitchName, 6) + column("\(note.pitch)", 6) + column("\(note.velocity)", 10)
      + column(cents > 0 ? "+\(cents)" : "\(cents)", 7)
  }

  private func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
