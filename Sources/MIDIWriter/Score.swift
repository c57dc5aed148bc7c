import TranscriptionTypes

/// The events of one track while it is being arranged: on ticks, not yet in order.
struct Score {
  private struct Entry {
    let tick: Int
    /// What decides at the same tick: program, bends, notes, then value or pitch and velocity.
    let rank: (Int, Int, Int)
    let message: MIDIMessage
  }

  private let grid: TempoMap
  private let resetsPitchBends: Bool
  private var entries: [Entry] = []
  private var bendInForce = 0
  private var bendCount = 0

  init(grid: TempoMap, resetsPitchBends: Bool) {
    self.grid = grid
    self.resetsPitchBends = resetsPitchBends
  }

  /// Takes the events before a time, or all, in the order in which pretty_midi writes them.
  ///
  /// Those on the time's own tick are left, because a note that begins there may come before them.
  mutating func takeEvents(before time: Double = .infinity) -> [(tick: Int, message: MIDIMessage)] {
    let limit = time == .infinity ? Int.max : grid.tick(atSeconds: time)
    let end = entries.partition { $0.tick < limit }
    defer { entries.removeLast(entries.count - end) }
    return entries[end...].sorted {
      ($0.tick, $0.rank.0, $0.rank.1, $0.rank.2) < ($1.tick, $1.rank.0, $1.rank.1, $1.rank.2)
    }
    .map { ($0.tick, $0.message) }
  }

  /// Adds a message at the beginning.
  mutating func add(_ message: MIDIMessage) {
    entries.append(Entry(tick: 0, rank: (0, 0, 0), message: message))
  }

  /// Adds a note and its bends.
  mutating func add(_ note: NoteEvent) {
    let onset = grid.tick(atSeconds: note.onset)
    if resetsPitchBends, note.pitchBends.isEmpty, bendInForce != 0 {
      addBend(0, tick: onset)
    }
    let times = evenlySpaced(from: note.onset, to: note.offset, count: note.pitchBends.count)
    for (time, bend) in zip(times, note.pitchBends) {
      addBend(PitchBend.value(semitones: bend), tick: grid.tick(atSeconds: time))
    }
    let velocity = min(max(0, note.velocity), 127)
    // A key struck with no force at all is how MIDI says that it is released.
    let strike: MIDIMessage =
      velocity > 0
      ? .noteOn(pitch: note.pitch, velocity: velocity) : .noteOff(pitch: note.pitch, velocity: 0)
    entries.append(Entry(tick: onset, rank: (2, note.pitch, velocity), message: strike))
    entries.append(
      Entry(
        tick: grid.tick(atSeconds: note.offset), rank: (2, note.pitch, 0),
        message: .noteOff(pitch: note.pitch, velocity: 0)))
  }

  private mutating func addBend(_ value: Int, tick: Int) {
    bendInForce = value
    bendCount += 1
    // By value the bend of a note that ends may follow that of the note that begins.
    let rank = resetsPitchBends ? bendCount : value
    entries.append(
      Entry(
        tick: tick, rank: (1, rank, 0),
        message: .pitchBend(semitones: PitchBend.semitones(value: value))))
  }
}

/// Times from one to another, both included.
///
/// Source: numpy 2, `linspace`, in its order of operations.
func evenlySpaced(from start: Double, to end: Double, count: Int) -> [Double] {
  guard count > 1 else { return count == 1 ? [start] : [] }
  let step = (end - start) / Double(count - 1)
  return (0..<count).map { $0 == count - 1 ? end : Double($0) * step + start }
}
