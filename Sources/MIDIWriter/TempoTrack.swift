import TranscriptionTypes

/// The track that holds tempi, time signatures and keys, and what its ticks mean in all tracks.
struct TempoTrack {
  /// What stands on a tick.
  private struct Entry {
    let tick: Int
    let type: UInt8
    let data: [UInt8]
  }

  let bytes: [UInt8]
  let map: TempoMap

  init(_ file: MIDIFile, ticksPerQuarter: Int) {
    var map = TempoMap(ticksPerQuarter: ticksPerQuarter)
    var entries: [Entry] = []
    for change in file.tempoChanges {
      precondition(change.beatsPerMinute > 0, "a tempo must be positive")
      let tick = map.tick(atSeconds: change.time)
      let microseconds = Self.microseconds(of: change)
      var data: [UInt8] = []
      data.appendBigEndian(microseconds, width: 3)
      entries.append(Entry(tick: tick, type: 0x51, data: data))
      map.append(
        tick: tick,
        secondsPerTick: TempoMap.secondsPerTick(
          microseconds: microseconds, ticksPerQuarter: ticksPerQuarter))
    }
    if file.timeSignatures.isEmpty {
      // pretty_midi writes it into every file.
      entries.append(Entry(tick: 0, type: 0x58, data: Metre.common.data))
    }
    for signature in file.timeSignatures {
      let tick = map.tick(atSeconds: signature.time)
      entries.append(Entry(tick: tick, type: 0x58, data: signature.metre.data))
    }
    for signature in file.keySignatures {
      let tick = map.tick(atSeconds: signature.time)
      entries.append(Entry(tick: tick, type: 0x59, data: signature.key.data))
    }
    var chunk = TrackChunk()
    let order = entries.indices.sorted { (entries[$0].tick, $0) < (entries[$1].tick, $1) }
    for entry in order.map({ entries[$0] }) {
      chunk.appendMeta(type: entry.type, entry.data, tick: entry.tick)
    }
    bytes = chunk.finished()
    self.map = map
  }

  private static func microseconds(of change: TempoChange) -> Int {
    let exact = (6e7 / change.beatsPerMinute).rounded()
    let range = TempoMap.microseconds
    return Int(min(max(Double(range.lowerBound), exact), Double(range.upperBound)))
  }
}
