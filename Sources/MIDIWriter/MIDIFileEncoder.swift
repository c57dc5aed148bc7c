import TranscriptionTypes

/// Writes a Standard MIDI File of format 1: a tempo track, then the tracks.
///
/// Events keep their order; for a file from `NoteArranger` without track names the bytes are those
/// that pretty_midi writes.
///
/// Source: Standard MIDI Files 1.0; mido 1.3, `midifiles.py`, `write_track`.
public struct MIDIFileEncoder: Sendable {
  /// pretty_midi's resolution, 2.3 ms at 120 quarter notes a minute.
  public static let standardTicksPerQuarter = 220

  /// Ticks in a quarter note.
  public let ticksPerQuarter: Int

  /// - Precondition: `ticksPerQuarter` lies in 1…32767.
  public init(ticksPerQuarter: Int = standardTicksPerQuarter) {
    precondition((1...32_767).contains(ticksPerQuarter), "1…32767 ticks a quarter")
    self.ticksPerQuarter = ticksPerQuarter
  }

  /// The bytes of a file.
  ///
  /// Times are rounded to the nearest tick, bends are cut off at ±2 semitones or the
  /// range that registered parameter 0 sets before them in their track, and a gap of more
  /// than 2²⁸ ticks, a week at the usual tempo, is shortened to that.
  ///
  /// - Precondition: at most 65 534 tracks; tempi are positive; channels lie in 0…15, pitches,
  ///   velocities and other values in 0…127.
  public func encode(_ file: MIDIFile) -> [UInt8] {
    var (bytes, tempoMap) = beginning(file.tempoChanges, trackCount: file.tracks.count)
    for track in file.tracks { bytes += encode(track, tempoMap: tempoMap) }
    return bytes
  }

  /// Everything before the first track with notes, and what ticks mean in all tracks.
  func beginning(_ tempoChanges: [TempoChange], trackCount: Int) -> ([UInt8], TempoMap) {
    precondition(trackCount < 65_535, "at most 65534 tracks")
    var bytes = Array("MThd".utf8)
    bytes.appendBigEndian(6, width: 4)
    bytes.appendBigEndian(1, width: 2)
    bytes.appendBigEndian(trackCount + 1, width: 2)
    bytes.appendBigEndian(ticksPerQuarter, width: 2)
    let (tempoTrack, tempoMap) = tempoTrack(tempoChanges)
    return (bytes + tempoTrack, tempoMap)
  }

  /// The tempi, and a time signature of 4/4, which pretty_midi always writes.
  private func tempoTrack(_ changes: [TempoChange]) -> ([UInt8], TempoMap) {
    var map = TempoMap(ticksPerQuarter: ticksPerQuarter)
    var chunk = TrackChunk()
    var needsTimeSignature = true
    for change in changes {
      precondition(change.beatsPerMinute > 0, "a tempo must be positive")
      let tick = map.tick(atSeconds: change.time)
      if needsTimeSignature, tick > 0 {
        chunk.appendMeta(type: 0x58, Self.commonTime, tick: 0)
        needsTimeSignature = false
      }
      let microseconds = Self.microseconds(of: change)
      var data: [UInt8] = []
      data.appendBigEndian(microseconds, width: 3)
      chunk.appendMeta(type: 0x51, data, tick: tick)
      map.append(
        tick: tick,
        secondsPerTick: TempoMap.secondsPerTick(
          microseconds: microseconds, ticksPerQuarter: ticksPerQuarter))
    }
    if needsTimeSignature { chunk.appendMeta(type: 0x58, Self.commonTime, tick: 0) }
    return (chunk.finished(), map)
  }

  /// Four quarters a bar, 24 clocks a beat, eight 32nd notes a quarter.
  private static let commonTime: [UInt8] = [4, 2, 24, 8]

  private static func microseconds(of change: TempoChange) -> Int {
    let exact = (6e7 / change.beatsPerMinute).rounded()
    let range = TempoMap.microseconds
    return Int(min(max(Double(range.lowerBound), exact), Double(range.upperBound)))
  }

  private func encode(_ track: MIDITrack, tempoMap: TempoMap) -> [UInt8] {
    var chunk = TrackChunk(name: track.name)
    for event in track.events {
      chunk.append(event, tick: tempoMap.tick(atSeconds: event.time))
    }
    return chunk.finished()
  }
}
