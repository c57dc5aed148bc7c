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
    var (bytes, tempoMap) = beginning(of: file, trackCount: file.tracks.count)
    for track in file.tracks { bytes += encode(track, tempoMap: tempoMap) }
    return bytes
  }

  /// Everything before the first track with notes, and what ticks mean in all tracks.
  func beginning(of file: MIDIFile, trackCount: Int) -> ([UInt8], TempoMap) {
    precondition(trackCount < 65_535, "at most 65534 tracks")
    var bytes = Array("MThd".utf8)
    bytes.appendBigEndian(6, width: 4)
    bytes.appendBigEndian(1, width: 2)
    bytes.appendBigEndian(trackCount + 1, width: 2)
    bytes.appendBigEndian(ticksPerQuarter, width: 2)
    let tempi = TempoTrack(file, ticksPerQuarter: ticksPerQuarter)
    return (bytes + tempi.bytes, tempi.map)
  }

  private func encode(_ track: MIDITrack, tempoMap: TempoMap) -> [UInt8] {
    var chunk = TrackChunk(name: track.name)
    for event in track.events {
      chunk.append(event, tick: tempoMap.tick(atSeconds: event.time))
    }
    return chunk.finished()
  }
}
