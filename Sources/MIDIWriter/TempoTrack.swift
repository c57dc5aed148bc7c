import TranscriptionTypes

/// The track that holds tempi, time signatures and keys, and what its ticks mean in all tracks.
struct TempoTrack {
  /// Four quarters a bar, 24 clocks a beat, eight 32nd notes a quarter: what pretty_midi writes
  /// into every file.
  private static let commonTime: [UInt8] = [4, 2, 24, 8]

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
      entries.append(Entry(tick: 0, type: 0x58, data: Self.commonTime))
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

extension Metre {
  /// Upper number, exponent of the lower number, clocks a beat (24 a quarter), 32nd notes a quarter.
  fileprivate var data: [UInt8] {
    [UInt8(min(255, numerator)), isCompound ? 3 : 2, isCompound ? 36 : 24, 8]
  }
}

extension MusicalKey {
  /// Sharps, flats being below zero, and 1 for minor.
  fileprivate var data: [UInt8] {
    [UInt8(bitPattern: Int8(fifths)), mode == .minor ? 1 : 0]
  }
}
