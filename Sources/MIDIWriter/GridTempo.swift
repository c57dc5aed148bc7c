import TranscriptionTypes

/// What ticks mean in a file from the arranger.
struct GridTempo {
  /// The grid that times are rounded to; it comes from the tempo asked for, as in the reference.
  let asked: TempoMap
  /// The seconds that are kept come from the tempi that are written.
  let written: TempoMap
  /// The file without its tracks.
  let beginning: MIDIFile

  init(settings: NoteArranger.Settings) {
    let keys = settings.key.map { [KeySignature(time: 0, key: $0)] } ?? []
    if let grid = settings.grid {
      let layout = BarLayout(grid, ticksPerQuarter: settings.ticksPerQuarter)
      asked = layout.map
      written = layout.map
      beginning = MIDIFile(
        tempoChanges: layout.changes, timeSignatures: layout.signatures, keySignatures: keys)
      return
    }
    let ticksPerQuarter = Double(settings.ticksPerQuarter)
    asked = TempoMap(secondsPerTick: 60 / (settings.tempo * ticksPerQuarter))
    // Cut off, not rounded, after a detour that loses a bit: 64 a minute become 937 499 µs.
    let microseconds = Int(
      6e7 / (60 / (60 / (settings.tempo * ticksPerQuarter) * ticksPerQuarter)))
    written = TempoMap(
      secondsPerTick: TempoMap.secondsPerTick(
        microseconds: microseconds, ticksPerQuarter: settings.ticksPerQuarter))
    beginning = MIDIFile(
      tempoChanges: [TempoChange(time: 0, beatsPerMinute: 6e7 / Double(microseconds))],
      keySignatures: keys)
  }
}
