import TranscriptionTypes

/// When the ticks of each track happen.
struct Timeline {
  /// The tempi of the whole file, in time order; of those at the same time the last one.
  private(set) var tempoChanges: [TempoChange] = []
  /// The metres, likewise.
  private(set) var timeSignatures: [TimeSignature] = []
  /// The keys, likewise.
  private(set) var keySignatures: [KeySignature] = []

  /// One a track in format 2, else one for all.
  private var maps: [TempoMap] = []
  /// Seconds at which each map begins.
  private var starts: [Double] = []

  /// Tempi and signatures belong to the whole file, whichever track they stand in, but to their own
  /// piece in format 2.
  init(header: FileHeader, tracks: [RawTrack]) {
    let pieces = header.format == 2 ? tracks.map { [$0] } : [tracks]
    var start = 0.0
    for piece in pieces {
      let map = appendTempi(of: piece, division: header.division, start: start)
      maps.append(map)
      starts.append(start)
      appendSignatures(of: piece) { start + map.seconds(atTick: $0) }
      start += map.seconds(atTick: piece.map(\.length).max() ?? 0)
    }
  }

  func seconds(atTick tick: Int, track: Int) -> Double {
    let index = min(track, maps.count - 1)
    return starts[index] + maps[index].seconds(atTick: tick)
  }

  /// - Returns: what the ticks of the piece mean.
  private mutating func appendTempi(
    of piece: [RawTrack], division: FileHeader.Division, start: Double
  ) -> TempoMap {
    var map: TempoMap
    switch division {
    case .seconds(let seconds): map = TempoMap(secondsPerTick: seconds)
    case .ticksPerQuarter(let ticks): map = TempoMap(ticksPerQuarter: ticks)
    }
    if !tempoChanges.isEmpty {
      // A piece does not inherit the tempo of the piece before it.
      append(microseconds: TempoMap.defaultMicroseconds, time: start)
    }
    for tempo in Self.inOrder(piece.flatMap(\.tempi)) {
      if case .ticksPerQuarter(let ticks) = division {
        map.append(
          tick: tempo.tick,
          secondsPerTick: TempoMap.secondsPerTick(
            microseconds: tempo.value, ticksPerQuarter: ticks))
      }
      append(microseconds: tempo.value, time: start + map.seconds(atTick: tempo.tick))
    }
    return map
  }

  private mutating func appendSignatures(of piece: [RawTrack], seconds: (Int) -> Double) {
    // Nor the metre.
    if !timeSignatures.isEmpty { append(TimeSignature(time: seconds(0), metre: .common)) }
    for metre in Self.inOrder(piece.flatMap(\.metres)) {
      append(TimeSignature(time: seconds(metre.tick), metre: metre.value))
    }
    for key in Self.inOrder(piece.flatMap(\.keys)) {
      let time = seconds(key.tick)
      if keySignatures.last?.time == time { keySignatures.removeLast() }
      keySignatures.append(KeySignature(time: time, key: key.value))
    }
  }

  private mutating func append(microseconds: Int, time: Double) {
    if tempoChanges.last?.time == time { tempoChanges.removeLast() }
    tempoChanges.append(TempoChange(time: time, beatsPerMinute: 6e7 / Double(microseconds)))
  }

  private mutating func append(_ signature: TimeSignature) {
    if timeSignatures.last?.time == signature.time { timeSignatures.removeLast() }
    timeSignatures.append(signature)
  }

  /// By tick, and on the same tick as they stand in the file.
  private static func inOrder<Value>(
    _ changes: [RawTrack.Change<Value>]
  ) -> [RawTrack.Change<Value>] {
    changes.enumerated().sorted {
      ($0.element.tick, $0.offset) < ($1.element.tick, $1.offset)
    }.map(\.element)
  }
}
