/// Puts notes that are found out of order into order of onset, then pitch.
public struct NoteQueue: Sendable {
  private var pending: [NoteEvent] = []
  private var horizon = -Double.infinity

  /// Starts without notes.
  public init() {}

  /// Takes in notes.
  ///
  /// - Parameter horizon: seconds before which no note still to come begins; never falls.
  /// - Returns: the notes whose turn has come, those that begin before the horizon.
  /// - Precondition: no note begins before the horizon of the last call.
  public mutating func append(_ notes: [NoteEvent], horizon: Double) -> [NoteEvent] {
    precondition(notes.allSatisfy { $0.onset >= self.horizon }, "a note before the horizon")
    self.horizon = max(self.horizon, horizon)
    pending += notes
    // Those in order go to the end, to be taken off.
    let end = pending.partition { $0.onset < self.horizon }
    defer { pending.removeLast(pending.count - end) }
    return pending[end...].sorted(by: Self.precedes)
  }

  private static func precedes(_ a: NoteEvent, _ b: NoteEvent) -> Bool {
    (a.onset, a.pitch, a.offset, a.confidence) < (b.onset, b.pitch, b.offset, b.confidence)
  }
}
