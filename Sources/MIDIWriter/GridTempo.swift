import TranscriptionTypes

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
