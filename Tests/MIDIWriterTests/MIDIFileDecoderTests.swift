import MIDIWriter
import Testing
import TranscriptionTypes

@Suite struct MIDIFileDecoderTests {
  private func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array(type.utf8) + [0, 0, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
  }

  private func file(format: UInt8 = 0, division: [UInt8] = [0, 96], _ tracks: [UInt8]...) -> [UInt8]
  {
    chunk("MThd", [0, format, 0, UInt8(tracks.count)] + division)
      + tracks.flatMap { chunk("MTrk", $0) }
  }

  private func events(_ bytes: [UInt8]) throws -> [MIDIEvent] {
    try MIDIFileDecoder().decode(bytes).tracks.flatMap(\.events)
  }

  private func error(of bytes: [UInt8]) -> MIDIError? {
    do throws(MIDIError) {
      _ = try MIDIFileDecoder().decode(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyChannelMessageIsRead() throws {
    let track: [UInt8] = [
      0, 0x91, 60, 100, 96, 60, 0, 0, 0x81, 60, 7, 0, 0xA1, 60, 9, 0, 0xB1, 7, 90, 0, 0xC1, 5,
      0, 0xD1, 3, 0, 0xE1, 0, 0,
    ]
    let expected: [(Double, MIDIMessage)] = [
      (0, .noteOn(pitch: 60, velocity: 100)), (0.5, .noteOff(pitch: 60, velocity: 0)),
      (0.5, .noteOff(pitch: 60, velocity: 7)), (0.5, .keyPressure(pitch: 60, pressure: 9)),
      (0.5, .controlChange(controller: 7, value: 90)), (0.5, .programChange(5)),
      (0.5, .channelPressure(3)), (0.5, .pitchBend(semitones: -2)),
    ]
    #expect(
      try events(file(track))
        == expected.map { MIDIEvent(time: $0.0, channel: 1, message: $0.1) })
  }

  @Test func whatIsNotMusicIsSkipped() throws {
    let track: [UInt8] = [
      0, 0xF0, 3, 1, 2, 0xF7, 0, 0xFF, 0x7F, 2, 1, 2, 0, 0xF7, 1, 0xF3,
      0, 0xC0, 5, 0, 0xFF, 0x01, 1, 65, 0, 6,  // running status outlasts a text
      0, 0xFF, 0x2F, 0, 1, 2, 3,  // nothing counts after the end of the track
    ]
    let bytes =
      chunk("MThd", [0, 0, 0, 1, 0, 96, 99, 99]) + chunk("XFIH", [1, 2]) + chunk("MTrk", track)
    #expect(try events(bytes).map(\.message) == [.programChange(5), .programChange(6)])
  }

  @Test func namesAreUTF8OrElseLatin1() throws {
    let utf8 = file([0, 0xFF, 0x03, 2, 0xC3, 0xA9, 0, 0xFF, 0x03, 1, 65])
    let latin1 = file([0, 0xFF, 0x03, 2, 0xE9, 65])
    #expect(try MIDIFileDecoder().decode(utf8).tracks.map(\.name) == ["é"])
    #expect(try MIDIFileDecoder().decode(latin1).tracks.map(\.name) == ["éA"])
  }

  @Test func tempiOfAnyTrackCountForAll() throws {
    let notes: [UInt8] = [0, 0xC0, 1, 96, 2, 96, 3]
    let tempo: [UInt8] = [96, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40]  // a second a quarter
    let decoded = try MIDIFileDecoder().decode(file(format: 1, [], notes, tempo))
    #expect(decoded.tempoChanges == [TempoChange(time: 0.5, beatsPerMinute: 60)])
    // The first track, without events, was the tempo track; the last is kept.
    #expect(decoded.tracks.map { $0.events.map(\.time) } == [[0, 0.5, 1.5], []])
  }

  /// What a signature's four bytes are read as.
  private func metre(_ data: UInt8...) throws -> String? {
    let track = [0, 0xFF, 0x58, UInt8(data.count)] + data + [0, 0xC0, 1]
    let decoded = try MIDIFileDecoder().decode(file(track))
    #expect(decoded.tracks[0].events.count == 1)
    return decoded.timeSignatures.first.map { "\($0.metre.name) in \($0.metre.beatsPerBar)" }
  }

  @Test func timeSignaturesAreCountedAsMusiciansDo() throws {
    #expect(try metre(3, 2, 24, 8) == "3/4 in 3")
    #expect(try metre(2, 1, 24, 8) == "2/2 in 2")
    #expect(try metre(7, 3, 24, 8) == "7/8 in 7")
    // In threes, unless the clocks of a beat say that it is an eighth.
    #expect(try metre(6, 3, 24, 8) == "6/8 in 2" && metre(6, 3, 36, 8) == "6/8 in 2")
    #expect(try metre(12, 3, 24, 8) == "12/8 in 4" && metre(9, 4, 0, 0) == "9/16 in 3")
    #expect(try metre(6, 3, 12, 8) == "6/8 in 6")
    // But 3/8 and 3/4 only if the clocks say so.
    #expect(try metre(3, 3, 24, 8) == "3/8 in 3" && metre(3, 3, 36, 8) == "3/8 in 1")
    #expect(try metre(3, 2, 72, 8) == "3/4 in 1")
  }

  @Test func signaturesThatSayNothingAreNone() throws {
    #expect(try metre(0, 2, 24, 8) == nil)
    #expect(try metre(4, 7, 24, 8) == nil && metre(4, 255, 24, 8) == nil)
    #expect(try metre() == nil && metre(4) == nil && metre(4, 2, 24) == nil)
    #expect(try metre(4, 2, 24, 8, 1) == nil)
    #expect(try metre(255, 6, 0, 0) == "255/64 in 85")
    for data: [UInt8] in [[], [1], [8, 0], [0x80, 0], [1, 2], [1, 255], [1, 0, 0]] {
      let key = [0, 0xFF, 0x59, UInt8(data.count)] + data
      #expect(try MIDIFileDecoder().decode(file(key)).keySignatures.isEmpty)
    }
  }

  @Test func signaturesOfAnyTrackCountForAll() throws {
    let first: [UInt8] = [96, 0xFF, 0x58, 4, 3, 2, 24, 8, 96, 0xFF, 0x59, 2, 0xFD, 1]
    let second: [UInt8] = [0, 0xFF, 0x58, 4, 2, 2, 24, 8, 96, 0xFF, 0x58, 4, 5, 2, 24, 8]
    let decoded = try MIDIFileDecoder().decode(file(format: 1, first, second))
    // Of two in one place, the last.
    #expect(
      decoded.timeSignatures == [
        TimeSignature(time: 0, metre: Metre(beatsPerBar: 2)),
        TimeSignature(time: 0.5, metre: Metre(beatsPerBar: 5)),
      ])
    // Three flats, minor.
    #expect(
      decoded.keySignatures == [KeySignature(time: 1, key: MusicalKey(tonic: 0, mode: .minor))])
    let pieces = try MIDIFileDecoder().decode(file(format: 2, first, [96, 0xC0, 2]))
    #expect(pieces.timeSignatures.map(\.time) == [0.5, 1])
    #expect(pieces.timeSignatures.map(\.metre) == [Metre(beatsPerBar: 3), .common])
  }

  @Test func piecesOfFormat2FollowOneAnother() throws {
    let slow: [UInt8] = [0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40, 0, 0xC0, 1, 96, 0xFF, 0x2F, 0]
    let plain: [UInt8] = [96, 0xC0, 2]
    let decoded = try MIDIFileDecoder().decode(file(format: 2, slow, plain))
    #expect(decoded.tracks.map { $0.events.map(\.time) } == [[0], [1.5]])
    #expect(
      decoded.tempoChanges == [
        TempoChange(time: 0, beatsPerMinute: 60), TempoChange(time: 1, beatsPerMinute: 120),
      ])
  }

  @Test func timeCodeDivisionsIgnoreTheTempo() throws {
    // 25 frames of 40 ticks: a tick is a millisecond.
    let track: [UInt8] = [0, 0xFF, 0x51, 3, 0, 0, 1, 100, 0xC0, 1]
    #expect(try events(file(division: [0xE7, 40], track)).map(\.time) == [0.1])
    // 29 stands for 30 000 frames in 1001 seconds.
    let drop = try events(file(division: [0xE3, 100], [0x97, 0x38, 0xC0, 1])).map(\.time)
    #expect(abs(drop[0] - 1.001) < 1e-12, "3000 ticks, a few roundings")
  }

  @Test func bendsAreInSemitonesWhateverTheirRange() throws {
    let track: [UInt8] = [
      0, 0xE0, 0, 96,  // half of two semitones
      0, 0xB0, 101, 0, 0, 100, 0, 0, 6, 12,  // twelve semitones
      0, 0xE0, 0, 0,
      0, 0xB0, 38, 50,  // and half a semitone
      0, 0xE1, 0, 0,  // another channel
    ]
    #expect(
      try events(file(track)).map(\.message) == [
        .pitchBend(semitones: 1), .pitchBend(semitones: 6), .pitchBend(semitones: -12),
        .pitchBend(semitones: -12.5), .pitchBend(semitones: -2),
      ])
  }

  @Test func otherParametersAreKept() throws {
    let track: [UInt8] = [
      0, 0xB0, 101, 0, 0, 100, 1, 0, 6, 64, 0, 38, 0,  // fine tuning
      0, 101, 127, 0, 100, 127, 0, 99, 1, 0, 98, 2, 0, 6, 5,  // an unregistered parameter
    ]
    let kept = try events(file(track)).map { event -> [Int] in
      guard case .controlChange(let controller, let value) = event.message else { return [] }
      return [controller, value]
    }
    #expect(kept == [[101, 0], [100, 1], [6, 64], [38, 0], [99, 1], [98, 2], [6, 5]])
  }

  @Test func everyFaultHasItsOwnError() {
    let whole = file([0, 0xC0, 1])
    #expect(error(of: []) == .notMIDIFile)
    #expect(error(of: Array("RIFF".utf8) + whole.dropFirst(4)) == .notMIDIFile)
    #expect(error(of: Array(whole.prefix(12))) == .truncatedHeader)
    #expect(error(of: chunk("MThd", [0, 0, 0, 1])) == .truncatedHeader)
    #expect(error(of: file(format: 3, [])) == .unsupportedFormat(3))
    #expect(error(of: file(division: [0, 0], [])) == .zeroDivision)
    #expect(error(of: file(division: [0xE7, 0], [])) == .zeroDivision)
    #expect(error(of: Array(whole.dropLast())) == .truncatedChunk(offset: 14))
    #expect(error(of: Array(whole.prefix(14))) == .missingTracks(expected: 1, found: 0))
    #expect(error(of: file([0, 0xC0])) == .truncatedEvent(offset: 24))
    #expect(error(of: file([0, 0xFF, 0x01, 9, 0])) == .truncatedEvent(offset: 26))
    #expect(error(of: file([0, 60, 100])) == .missingStatus(offset: 23))
    #expect(error(of: file([0, 0xF8])) == .invalidStatus(0xF8, offset: 23))
    #expect(error(of: file([0, 0xC0, 0x80])) == .invalidData(0x80, offset: 24))
    #expect(error(of: file([0xFF, 0xFF, 0xFF, 0xFF, 0])) == .invalidQuantity(offset: 22))
  }

  @Test func messagesAreOneLowerCaseSentence() {
    let error = MIDIError.missingTracks(expected: 3, found: 1)
    #expect("\(error)" == "the MIDI file ends after 1 of 3 tracks")
  }

  @Test func longestGapsAndTempoZeroAreHarmless() throws {
    let tempo: [UInt8] = [0, 0xFF, 0x51, 3, 0, 0, 0]
    let gap: [UInt8] = [0xFF, 0xFF, 0xFF, 0x7F, 0xC0, 1]
    let track = tempo + Array(repeating: gap, count: 2000).flatMap { $0 }
    let decoded = try MIDIFileDecoder().decode(file(division: [0, 1], track))
    // Half a second a tick, as if the tempo were not there.
    #expect(decoded.duration == 2000 * 0x0FFF_FFFF * 0.5)
    #expect(decoded.tempoChanges.isEmpty)
  }
}
