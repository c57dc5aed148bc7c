import TranscriptionTypes

/// Turns notes, which come in order of onset, into the events of one track.
///
/// Events are handed on as soon as no note to come can precede them.
struct TrackArranger {
  private let tempo: GridTempo
  private let channel: Int
  /// Nil where all notes may bend.
  private var overlaps: OverlappingBends?
  private var score: Score

  init(settings: NoteArranger.Settings, channel: Int, unbendsOverlaps: Bool) {
    tempo = GridTempo(settings: settings)
    self.channel = channel
    overlaps = unbendsOverlaps ? OverlappingBends() : nil
    score = Score(grid: tempo.asked, resetsPitchBends: settings.resetsPitchBends)
    score.add(.programChange(settings.program))
  }

  /// Takes in the next note.
  mutating func append(_ note: NoteEvent) {
    guard overlaps != nil else { return score.add(note) }
    if let settled = overlaps?.append(note) { score.add(settled) }
  }

  /// The events before the last note, whose own bends are not settled; none before the first note.
  mutating func takeEvents() -> [MIDIEvent] {
    guard let last = overlaps?.last else { return [] }
    return score.takeEvents(before: last.onset).map(event)
  }

  /// The remaining events.
  consuming func finish() -> [MIDIEvent] {
    if let last = overlaps?.last { score.add(last) }
    return score.takeEvents().map(event)
  }

  private func event(tick: Int, message: MIDIMessage) -> MIDIEvent {
    MIDIEvent(time: tempo.written.seconds(atTick: tick), channel: channel, message: message)
  }
}

/// The tempo of a file from the arranger.
struct GridTempo {
  /// Microseconds a quarter note, as they are written.
  let microseconds: Int
  /// The grid comes from the tempo asked for, as in the reference.
  let asked: TempoMap
  /// The seconds that are kept come from the tempo that is written.
  let written: TempoMap

  init(settings: NoteArranger.Settings) {
    let ticksPerQuarter = Double(settings.ticksPerQuarter)
    asked = TempoMap(secondsPerTick: 60 / (settings.tempo * ticksPerQuarter))
    // Cut off, not rounded, after a detour that loses a bit: 64 a minute become 937 499 µs.
    microseconds = Int(6e7 / (60 / (60 / (settings.tempo * ticksPerQuarter) * ticksPerQuarter)))
    written = TempoMap(
      secondsPerTick: TempoMap.secondsPerTick(
        microseconds: microseconds, ticksPerQuarter: settings.ticksPerQuarter))
  }

  /// The file's only tempo change.
  var change: TempoChange { TempoChange(time: 0, beatsPerMinute: 6e7 / Double(microseconds)) }
}
