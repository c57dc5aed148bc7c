import MIDIWriter
import Testing
import TranscriptionTypes

@Suite struct MIDIFileEncoderTests {
  private let emptyTempoTrack: [UInt8] = [
    0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, 12,  // MTrk
    0, 0xFF, 0x58, 4, 4, 2, 24, 8,  // 4/4
    1, 0xFF, 0x2F, 0,
  ]

  @Test func emptyFileIsHeaderAndTempoTrack() {
    let header: [UInt8] = [0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 1, 0, 220]
    #expect(MIDIFileEncoder().encode(MIDIFile()) == header + emptyTempoTrack)
  }

  @Test func eventsKeepTheirOrderAndShareTheirStatus() {
    let track = MIDITrack(
      name: "é",
      events: [
        MIDIEvent(time: 0, channel: 1, message: .noteOn(pitch: 60, velocity: 100)),
        MIDIEvent(time: 0.5, channel: 1, message: .noteOff(pitch: 60, velocity: 0)),
        MIDIEvent(time: 0.5, channel: 1, message: .noteOff(pitch: 60, velocity: 64)),
        MIDIEvent(time: 1, channel: 1, message: .pitchBend(semitones: 0)),
        MIDIEvent(time: 1, channel: 1, message: .pitchBend(semitones: 9)),
        MIDIEvent(time: 1, channel: 2, message: .controlChange(controller: 7, value: 90)),
        MIDIEvent(time: 1, channel: 2, message: .programChange(5)),
        MIDIEvent(time: 1, channel: 2, message: .channelPressure(3)),
        MIDIEvent(time: 1, channel: 2, message: .keyPressure(pitch: 60, pressure: 4)),
      ])
    let bytes = MIDIFileEncoder(ticksPerQuarter: 96).encode(MIDIFile(tracks: [track]))
    let body: [UInt8] = [
      0, 0xFF, 0x03, 2, 0xC3, 0xA9,
      0, 0x91, 60, 100, 96, 60, 0,  // a release without velocity shares the strike's status
      0, 0x81, 60, 64,
      96, 0xE1, 0, 64, 0, 127, 127,  // bends are cut off at two semitones
      0, 0xB2, 7, 90, 0, 0xC2, 5, 0, 0xD2, 3, 0, 0xA2, 60, 4,
      1, 0xFF, 0x2F, 0,
    ]
    let chunk = [0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, UInt8(body.count)] + body
    #expect(Array(bytes.dropFirst(14)) == emptyTempoTrack + chunk)
  }

  @Test func ticksAreRoundedHalvesToEven() {
    func firstGap(_ time: Double) -> UInt8 {
      let event = MIDIEvent(time: time, channel: 0, message: .programChange(0))
      let file = MIDIFile(
        tempoChanges: [TempoChange(time: 0, beatsPerMinute: 60)],
        tracks: [MIDITrack(events: [event])])
      // Four ticks a second, so eighths of a second are halves of a tick, exactly.
      return MIDIFileEncoder(ticksPerQuarter: 4).encode(file)[14 + 27 + 8]
    }
    #expect([0.125, 0.25, 0.375, 0.625, 0.75].map(firstGap) == [0, 1, 2, 2, 3])
  }

  @Test func endlessGapsAreShortened() {
    let event = MIDIEvent(time: 1e300, channel: 0, message: .programChange(0))
    let bytes = MIDIFileEncoder().encode(MIDIFile(tracks: [MIDITrack(events: [event])]))
    #expect(Array(bytes.dropFirst(14 + 20 + 8).prefix(6)) == [0xFF, 0xFF, 0xFF, 0x7F, 0xC0, 0])
  }
}
