import TranscriptionTypes

/// When the ticks of each track happen.
struct Timeline {
  /// The tempi of the whole file, in time order; of those at the same time the last one.
  private(set) var tempoChanges: [TempoChange] = []

  /// One a track in format 2, else one for all.
  private var maps: [TempoMap] = []
  /// Seconds at which each map begins.
  private var starts: [Double] = []

  init(header: FileHeader, tracks: [RawTrack]) {
    guard header.format == 2 else {
      // Tempi belong to the whole file, whichever track they stand in.
      let tempi = tracks.flatMap(\.tempi).enumerated().sorted {
        ($0.element.tick, $0.offset) < ($1.element.tick, $1.offset)
      }
      append(tempi.map(\.element), division: header.division, start: 0)
      return
    }
    var start = 0.0
    for (index, track) in tracks.enumerated() {
      append(track.tempi, division: header.division, start: start)
      start += maps[index].seconds(atTick: track.length)
    }
  }

  func seconds(atTick tick: Int, track: Int) -> Double {
    let index = min(track, maps.count - 1)
    return starts[index] + maps[index].seconds(atTick: tick)
  }

  private mutating func append(
    _ tempi: [RawTrack.Tempo], division: FileHeader.Division, start: Double
  ) {
    var map: TempoMap
    switch division {
    case .seconds(let seconds): map = TempoMap(secondsPerTick: seconds)
    case .ticksPerQuarter(let ticks): map = TempoMap(ticksPerQuarter: ticks)
    }
    if !tempoChanges.isEmpty {
      // A piece does not inherit the tempo of the piece before it.
      add(microseconds: TempoMap.defaultMicroseconds, time: start)
    }
    for tempo in tempi {
      if case .ticksPerQuarter(let ticks) = division {
        map.append(
          tick: tempo.tick,
          secondsPerTick: TempoMap.secondsPerTick(
            microseconds: tempo.microseconds, ticksPerQuarter: ticks))
      }
      add(microseconds: tempo.microseconds, time: start + map.seconds(atTick: tempo.tick))
    }
    maps.append(map)
    starts.append(start)
  }

  private mutating func add(microseconds: Int, time: Double) {
    if tempoChanges.last?.time == time { tempoChanges.removeLast() }
    tempoChanges.append(TempoChange(time: time, beatsPerMinute: 6e7 / Double(microseconds)))
  }
}
