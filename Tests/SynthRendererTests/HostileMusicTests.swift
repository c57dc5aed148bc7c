import Foundation
import MIDIWriter
import SynthRenderer
import TestSupport
import Testing
import TranscriptionTypes

/// Files that are damaged, or made to do damage, from their bytes to sound.
@Suite struct HostileMusicTests {
  private let limit = 0.25

  /// Plays bytes for a moment, or gives the error of reading them.
  @discardableResult
  private func play(_ bytes: [UInt8]) -> Result<[Float], MIDIError> {
    var settings = SynthRenderer.Settings()
    settings.sampleRate = 8000
    settings.longest = limit
    do throws(MIDIError) {
      let midi = try MIDIFileDecoder().decode(bytes)
      let samples = SynthRenderer(settings).samples(of: midi)
      #expect(samples.count <= 2 * 2000 && samples.allSatisfy(\.isFinite))
      return .success(samples)
    } catch {
      return .failure(error)
    }
  }

  private func file(_ tracks: [[UInt8]], division: [UInt8] = [0, 96]) -> [UInt8] {
    var bytes = Array("MThd".utf8) + [0, 0, 0, 6, 0, 1]
    bytes += [UInt8(tracks.count >> 8), UInt8(tracks.count & 255)] + division
    for track in tracks {
      bytes +=
        Array("MTrk".utf8) + (0..<4).map { UInt8(track.count >> (24 - 8 * $0) & 255) } + track
    }
    return bytes
  }

  private let end: [UInt8] = [0, 0xFF, 0x2F, 0]

  /// A little of everything: tempo, text, programs, drums, bends, pedals, a zone, sysex.
  private var music: [UInt8] {
    let setup: [UInt8] =
      [0, 0xFF, 0x51, 3, 7, 0xA1, 0x20, 0, 0xFF, 1, 2, 0xC3, 0x28, 0, 0xF0, 3, 0x7E, 9, 0xF7]
      + [0, 0xB0, 101, 0, 0, 100, 6, 0, 6, 5, 0, 0xC0, 56, 0, 0xC2, 40]
    let notes: [UInt8] =
      [0, 0x90, 60, 100, 4, 64, 90, 0, 0x99, 36, 110, 2, 46, 90, 1, 42, 80]
      + [0, 0x92, 70, 60, 0, 0xE2, 0, 90, 0, 0xB2, 64, 127, 3, 1, 90, 0, 66, 127, 0, 10, 0]
      + [5, 0x80, 60, 0, 0, 0x92, 70, 0, 0, 0xB2, 64, 0, 3, 121, 0, 0, 0xD0, 5, 0, 0xA0, 60, 5]
    return file([setup + end, notes + end])
  }

  @Test func musicCutOffAnywhereIsRefused() {
    for count in 0..<music.count {
      // Nothing but a file that ends with a whole track is one.
      if case .success = play(Array(music.prefix(count))) { Issue.record("\(count) bytes") }
    }
    #expect(throws: Never.self) { try play(music).get() }
  }

  @Test func anyByteMayBeWrong() {
    var refused = 0
    for index in music.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF, 0xF0, music[index] ^ 0x10] {
        var bytes = music
        bytes[index] = value
        if case .failure = play(bytes) { refused += 1 }
      }
    }
    #expect(refused > 0)
  }

  @Test func noiseIsRefusedOrPlayed() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<500 {
      let track = (0..<60).map { _ in UInt8.random(in: 0...255, using: &generator) }
      play(file([track]))
    }
  }

  @Test func brokenTracksHaveTheirErrors() {
    #expect(throws: MIDIError.missingStatus(offset: 23)) { try play(file([[0, 60, 90]])).get() }
    let sysex: [UInt8] = [0, 0xF0, 100, 1, 2]
    #expect(throws: MIDIError.truncatedEvent(offset: 25)) { try play(file([sysex])).get() }
    var tooLong = file([[0, 0x90, 60, 90] + end])
    tooLong[18] = 0xFF
    #expect(throws: MIDIError.truncatedChunk(offset: 14)) { try play(tooLong).get() }
  }

  @Test func longestPausesEndInTime() throws {
    let pause: [UInt8] = [0xFF, 0xFF, 0xFF, 0x7F]
    let track = [0, 0x90, 60, 90] + pause + [60, 0] + pause + [62, 90] + end
    for division: [UInt8] in [[0, 1], [0x7F, 0xFF], [0xE7, 40], [0xE3, 1], [0x80, 255]] {
      // Ticks of seconds and less; in the second and third, the note lasts for hours.
      #expect(try play(file([track], division: division)).get().count == 4000)
    }
    #expect(throws: MIDIError.zeroDivision) { try play(file([track], division: [0, 0])).get() }
  }

  @Test func tempoOfNoTimeIsNone() throws {
    let track: [UInt8] = [0, 0xFF, 0x51, 3, 0, 0, 0, 0, 0x90, 60, 90, 48, 60, 0] + end
    // Half a beat of the 120 a minute that are the default.
    let midi = try MIDIFileDecoder().decode(file([track]))
    #expect(midi.duration == 0.25)
  }

  @Test func noteThatNeverEndsEnds() throws {
    // The organ does not die away by itself.
    let midi = try MIDIFileDecoder().decode(file([[0, 0xC0, 19, 0, 0x90, 60, 90] + end]))
    let samples = SynthRenderer(dryAt: 8000, channels: .mono).samples(of: midi)
    #expect(samples.count == 2 * 8000 + 1600)
  }

  @Test func keysMayBeStruckAtEverySample() {
    // A hundred thousand strikes in two seconds; all but the last few of a key fade within 5 ms.
    let events = (0..<100_000).map { index in
      event(
        Double(index) / 50_000, channel: index % 16,
        .noteOn(pitch: index / 16 % 2 + 60, velocity: 9))
    }
    var settings = SynthRenderer.Settings()
    settings.sampleRate = 8000
    settings.longest = 0.5
    let samples = SynthRenderer(settings).samples(of: score(events))
    #expect(samples.count == 8000 && samples.allSatisfy(\.isFinite))
  }

  @Test func allKeysOfAllChannelsMaySoundAtOnce() {
    let events = (0..<100_000).map { index in
      event(0, channel: index % 16, .noteOn(pitch: index / 16 % 128, velocity: 1 + index % 127))
    }
    var settings = SynthRenderer.Settings()
    settings.sampleRate = 8000
    settings.longest = 0.05
    let samples = SynthRenderer(settings).samples(of: score(events))
    #expect(samples.count == 800 && samples.contains { $0 != 0 })
  }

  @Test func thereMayBeAsManyTracksAsCanBeCounted() throws {
    let tracks = [[UInt8]](repeating: [0, 0x90, 60, 90, 1, 60, 0] + end, count: 65_535)
    #expect(try play(file(tracks)).get().contains { $0 != 0 })
  }
}
