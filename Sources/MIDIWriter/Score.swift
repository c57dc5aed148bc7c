import TranscriptionTypes

/// The events of one track while it is being arranged: on ticks, not yet in order.
struct Score {
  /// A message to a channel, on a tick.
  struct Entry {
    let tick: Int
    let channel: Int
    /// What decides at the same tick: program, bends, notes, then value or pitch and velocity.
    let rank: (Int, Int, Int)
    let message: MIDIMessage

    fileprivate var isBend: Bool { rank.0 == 1 }

    fileprivate static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      if a.tick != b.tick { return a.tick < b.tick }
      return (a.rank.0, a.rank.1, a.rank.2, a.channel) < (b.rank.0, b.rank.1, b.rank.2, b.channel)
    }
  }

  private let grid: TempoMap
  private let bend: PitchBend
  private let tidiesPitchBends: Bool
  private var entries: [Entry] = []
  private var setupCount = 0
  private var bendCount = 0
  /// The bend that each channel was left with by the entries that were taken.
  private var bendsInForce = [MIDIMessage](repeating: .pitchBend(semitones: 0), count: 16)

  init(grid: TempoMap, bend: PitchBend, tidiesPitchBends: Bool) {
    self.grid = grid
    self.bend = bend
    self.tidiesPitchBends = tidiesPitchBends
  }

  /// Takes the entries before a time, or all, in the order in which pretty_midi writes them.
  ///
  /// Those on the time's own tick are left, because a note that begins there may come before them.
  mutating func takeEntries(before time: Double = .infinity) -> [Entry] {
    let limit = time == .infinity ? Int.max : grid.tick(atSeconds: time)
    let end = entries.partition { $0.tick < limit }
    defer { entries.removeLast(entries.count - end) }
    let taken = entries[end...].sorted(by: Entry.precedes)
    return tidiesPitchBends ? tidied(taken) : taken
  }

  /// Adds messages at the beginning, in their order.
  mutating func addSetup(_ messages: [MIDIMessage], channel: Int) {
    for message in messages {
      entries.append(Entry(tick: 0, channel: channel, rank: (0, setupCount, 0), message: message))
      setupCount += 1
    }
  }

  /// Adds a note and its bends.
  mutating func add(_ note: NoteEvent, channel: Int) {
    let onset = grid.tick(atSeconds: note.onset)
    let times = evenlySpaced(from: note.onset, to: note.offset, count: note.pitchBends.count)
    for (time, bend) in zip(times, note.pitchBends) {
      addBend(bend, tick: grid.tick(atSeconds: time), channel: channel)
    }
    let velocity = min(max(0, note.velocity), 127)
    // A key struck with no force at all is how MIDI says that it is released.
    let strike: MIDIMessage =
      velocity > 0
      ? .noteOn(pitch: note.pitch, velocity: velocity) : .noteOff(pitch: note.pitch, velocity: 0)
    entries.append(
      Entry(tick: onset, channel: channel, rank: (2, note.pitch, velocity), message: strike))
    entries.append(
      Entry(
        tick: grid.tick(atSeconds: note.offset), channel: channel, rank: (2, note.pitch, 0),
        message: .noteOff(pitch: note.pitch, velocity: 0)))
  }

  /// Sets the bend of a channel back to zero.
  mutating func addUnbending(at time: Double, channel: Int) {
    addBend(0, tick: grid.tick(atSeconds: time), channel: channel)
  }

  /// Takes back the bends of a channel from a time on, of which no entry was taken.
  mutating func removeBends(from time: Double, channel: Int) {
    let tick = grid.tick(atSeconds: time)
    entries.removeAll { $0.isBend && $0.channel == channel && $0.tick >= tick }
  }

  private mutating func addBend(_ semitones: Double, tick: Int, channel: Int) {
    let value = bend.value(semitones: semitones)
    bendCount += 1
    // By value, as in the reference, the bend of a note that ends may follow that of the note that
    // begins.
    let rank = tidiesPitchBends ? bendCount : value
    entries.append(
      Entry(
        tick: tick, channel: channel, rank: (1, rank, 0),
        message: .pitchBend(semitones: bend.semitones(value: value))))
  }

  /// Entries without bends that change nothing, and without all but the last on a tick.
  private mutating func tidied(_ taken: [Entry]) -> [Entry] {
    taken.indices.compactMap { index in
      let entry = taken[index]
      guard entry.isBend else { return entry }
      let others = taken[(index + 1)...].prefix { $0.tick == entry.tick && $0.isBend }
      guard bendsInForce[entry.channel] != entry.message,
        !others.contains(where: { $0.channel == entry.channel })
      else { return nil }
      bendsInForce[entry.channel] = entry.message
      return entry
    }
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
