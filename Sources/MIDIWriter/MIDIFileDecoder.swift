import TranscriptionTypes

/// Reads a Standard MIDI File of format 0, 1 or 2.
///
/// Meta events other than tempo, signatures and track name, system-exclusive events and unknown
/// chunks are skipped. A strike without velocity is read as a release. Bends come out in semitones, whatever
/// range the file sets for them, be it by announcing an MPE zone. Any bytes are safe to read: they give a file or an error, in
/// memory proportional to their number.
///
/// Source: Standard MIDI Files 1.0; General MIDI 1 (registered parameter 0).
public struct MIDIFileDecoder: Sendable {
  /// Creates a decoder.
  public init() {}

  /// The music in the bytes of a file.
  ///
  /// In format 1, a first track without channel events is the tempo track, and not among the
  /// tracks returned. The tracks of format 2 are independent pieces: they follow one another in
  /// time, each with its own tempo and signatures.
  public func decode(_ bytes: [UInt8]) throws(MIDIError) -> MIDIFile {
    var reader = ByteReader(bytes)
    let header = try FileHeader(&reader)
    var tracks: [RawTrack] = []
    while tracks.count < header.trackCount {
      guard reader.remaining > 0 else {
        throw .missingTracks(expected: header.trackCount, found: tracks.count)
      }
      let (type, body) = try reader.chunk()
      if type == Array("MTrk".utf8) { tracks.append(try TrackReader.read(body)) }
    }

    let timeline = Timeline(header: header, tracks: tracks)
    var decoded = decodedTracks(tracks, timeline: timeline)
    if header.format == 1, decoded.first?.events.isEmpty == true { decoded.removeFirst() }
    return MIDIFile(
      tempoChanges: timeline.tempoChanges, timeSignatures: timeline.timeSignatures,
      keySignatures: timeline.keySignatures, tracks: decoded)
  }

  /// Channels belong to the whole file, so all events are looked at in order of time.
  private func decodedTracks(_ tracks: [RawTrack], timeline: Timeline) -> [MIDITrack] {
    struct Place {
      let time: Double
      let track: Int
      let event: Int
    }
    var places: [Place] = []
    for (track, raw) in tracks.enumerated() {
      for (index, event) in raw.events.enumerated() {
        let time = timeline.seconds(atTick: event.tick, track: track)
        places.append(Place(time: time, track: track, event: index))
      }
    }
    places.sort { ($0.time, $0.track, $0.event) < ($1.time, $1.track, $1.event) }

    var decoded = tracks.map { MIDITrack(name: $0.name) }
    var channels = Array(repeating: ChannelInterpreter(), count: 16)
    for place in places {
      let event = tracks[place.track].events[place.event]
      let channel = Int(event.status & 0x0F)
      for message in channels[channel].interpret(event) {
        decoded[place.track].events.append(
          MIDIEvent(time: place.time, channel: channel, message: message))
      }
      guard let count = channels[channel].announcedMembers else { continue }
      for member in Self.members(ofZoneManagedBy: channel, count: count) {
        channels[member].joinZone()
      }
    }
    return decoded
  }

  /// The lower zone lies above the first channel, the upper one below the last.
  ///
  /// Source: MIDI Polyphonic Expression 1.0, section 2.1.
  private static func members(ofZoneManagedBy channel: Int, count: Int) -> Range<Int> {
    switch channel {
    case 0: 1..<1 + min(count, 15)
    case 15: 15 - min(count, 15)..<15
    default: 0..<0
    }
  }
}
