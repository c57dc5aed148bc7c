import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

@testable import SynthRenderer

/// FluidSynth's synthesiser, driven by our own reader.
@Suite(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
struct SoundFontTests {
  /// Read once; it plays one test's music after another's.
  private static let font = Result { () throws(SoundFontError) in
    try SoundFont(path: SoundFonts.small)
  }

  private func renderer(
    rate: Double = 44_100, channels: ChannelLayout = .mono, blockLength: Int = 4096,
    hasRoom: Bool = false
  ) throws -> SynthRenderer {
    var settings = SynthRenderer.Settings()
    settings.sampleRate = rate
    settings.channels = channels
    settings.blockLength = blockLength
    settings.hasRoom = hasRoom
    settings.soundFont = try Self.font.get()
    return SynthRenderer(settings)
  }

  /// Flute: no sample of the font is better in tune.
  private func flute(_ events: [MIDIEvent]) -> MIDIFile {
    score([event(0, .programChange(73))] + events)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func blockLengthDoesNotChangeABit(seed: UInt64) throws {
    let midi = randomScore(seed: seed, seconds: 1, events: 120)
    let whole = try renderer(blockLength: 1 << 20, hasRoom: true).samples(of: midi)
    #expect(whole.contains { $0 != 0 })
    for length in [1, 7, 64, 100, 4096] {
      let cut = try renderer(blockLength: length, hasRoom: true).samples(of: midi)
      #expect(cut.map(\.bitPattern) == whole.map(\.bitPattern), "block length \(length)")
    }
  }

  @Test(arguments: [0, 0.1, 1.0 / 3, 0.499_99, 0.73])
  func noteBeginsAtTheNearestOf64Frames(onset: Double) throws {
    let samples = try renderer().samples(of: score(note(60, from: onset, to: 1)))
    let grid = 64 * Int((onset * 44_100 / 64).rounded())
    let first = try #require(samples.firstIndex { $0 != 0 })
    // The attack of a sampled piano begins within a few samples.
    #expect((grid..<grid + 64).contains(first))
  }

  @Test(arguments: [45, 69, 81])
  func keysAreInTune(pitch: Int) throws {
    let samples = try renderer().samples(of: score(organ + note(pitch, from: 0, to: 1)))
    let expected = 440 * exp2(Double(pitch - 69) / 12)
    let measured = frequency(in: samples, near: expected, sampleRate: 44_100, at: 0.3)
    // What the samples of the font are off by.
    #expect(abs(cents(measured, expected)) < 6)
  }

  /// Without vibrato, so that two renderings can be compared in pitch.
  private let organ = [event(0, .programChange(16))]

  /// Cents by which what is heard after 0.3 s lies above the plain key.
  private func shift(_ touched: [MIDIEvent], semitones: Double) throws -> Double {
    let key = note(69, from: 0, to: 1.2)
    func pitch(_ events: [MIDIEvent], near: Double) throws -> Double {
      let samples = try renderer().samples(of: score(organ + events + key))
      return frequency(in: samples, near: near, sampleRate: 44_100, at: 0.4)
    }
    let plain = try pitch([], near: 440)
    return cents(try pitch(touched, near: plain * exp2(semitones / 12)), plain)
  }

  @Test(arguments: [-2, -0.5, 0.01, 1.0 / 3, 1, 12])
  func bendShiftsThePitch(semitones: Double) throws {
    let measured = try shift([event(0, .pitchBend(semitones: semitones))], semitones: semitones)
    // FluidSynth knows whole cents, and the method errs by far less than a tenth.
    #expect(abs(measured - 100 * semitones) < 0.6)
  }

  @Test func widestBendIsNoCrash() throws {
    let wide = try renderer().samples(
      of: score(organ + [event(0, .pitchBend(semitones: 1000))] + note(10, from: 0, to: 0.5)))
    #expect(wide.allSatisfy { $0.isFinite })
  }

  @Test func zonesBendNotesApart() throws {
    var settings = NoteArranger.Settings()
    settings.pitchBends = .mpe
    settings.program = 16
    let notes = [(60, 0.3), (67, -0.4)].map {
      NoteEvent(onset: 0, offset: 1.5, pitch: $0.0, confidence: 0.7, pitchBends: [$0.1])
    }
    let bytes = MIDIFileEncoder().encode(NoteArranger(settings: settings).arrange(notes))
    let samples = try renderer().samples(of: MIDIFileDecoder().decode(bytes))
    for (pitch, bend) in [(60.0, 0.3), (67, -0.4)] {
      let expected = 440 * exp2((pitch + bend - 69) / 12)
      let measured = frequency(in: samples, near: expected, sampleRate: 44_100, at: 0.4)
      // The font's own tuning, as in `keysAreInTune`.
      #expect(abs(cents(measured, expected)) < 6)
    }
  }

  @Test func managerOfAZoneBendsItsMembers() throws {
    let zone = [(101, 0), (100, 6), (6, 5)].map { control(0, $0.0, $0.1) }
    let bend = [event(0, .pitchBend(semitones: 1))]
    func pitch(_ events: [MIDIEvent]) throws -> Double {
      let member = [
        event(0, channel: 3, .programChange(16)),
        event(0, channel: 3, .noteOn(pitch: 69, velocity: 100)),
        event(1.2, channel: 3, .noteOff(pitch: 69, velocity: 0)),
      ]
      let samples = try renderer().samples(of: score(events + member))
      return frequency(
        in: samples, near: events.count == 3 ? 440 : 466.16, sampleRate: 44_100, at: 0.4)
    }
    #expect(abs(cents(try pitch(zone + bend), try pitch(zone)) - 100) < 0.1)
  }

  @Test func roomIsHeardUnlessDry() throws {
    let midi = score(note(60, from: 0, to: 0.2))
    let dry = try renderer(channels: .stereo).samples(of: midi)
    let wet = try renderer(channels: .stereo, hasRoom: true).samples(of: midi)
    #expect(wet.count > dry.count + 4410 && wet[..<dry.count] != dry[...])
  }

  @Test func secondPlayingIsTheFirst() throws {
    let renderer = try renderer(hasRoom: true)
    let midi = randomScore(seed: 9, seconds: 1, events: 90)
    #expect(renderer.samples(of: midi) == renderer.samples(of: midi))
  }

  @Test func ofKeysStruckInTheSameInstantTheLastCounts() throws {
    // A hundred thousand voices would take FluidSynth minutes.
    let strikes = (0..<100_000).map { event(0, .noteOn(pitch: 60, velocity: 1 + $0 % 100)) }
    let end = [event(0.1, .noteOff(pitch: 60, velocity: 0))]
    let last = [event(0, .noteOn(pitch: 60, velocity: 100))]
    #expect(
      try renderer().samples(of: score(strikes + end))
        == renderer().samples(of: score(last + end)))
  }

  @Test func moreNotesThanVoicesEnd() throws {
    // All keys of all channels, struck ten times in 15 ms.
    let strikes = (0..<20_480).map { index in
      event(
        0.0015 * Double(index / 2048), channel: index % 16,
        .noteOn(pitch: index / 16 % 128, velocity: 1 + index % 127))
    }
    var settings = try renderer(rate: 8000).settings
    settings.longest = 0.1
    let samples = SynthRenderer(settings).samples(of: score(strikes))
    #expect(samples.count == 800 && samples.allSatisfy(\.isFinite))
    #expect(samples.contains { $0 != 0 })
  }

  @Test func noNoteEndsAnother() throws {
    // FluidSynth itself has 256 voices. All keys of five channels are 640, and what is held is heard
    // whatever came later.
    func chord(_ channels: Range<Int>) -> [MIDIEvent] {
      channels.flatMap { channel in
        [event(0, channel: channel, .programChange(16))]
          + (0..<128).flatMap { pitch in
            [
              event(0.01, channel: channel, .noteOn(pitch: pitch, velocity: 20)),
              event(0.4, channel: channel, .noteOff(pitch: pitch, velocity: 0)),
            ]
          }
      }
    }
    let parts = try (0..<5).map { try renderer().samples(of: score(chord($0..<$0 + 1))) }
    let all = try renderer().samples(of: score(chord(0..<5)))
    for i in 0..<17_000 {
      let sum = parts.reduce(0) { $0 + Double($1[i]) }
      // 640 voices are added in another order: 640 roundings of values around 1.
      #expect(abs(sum - Double(all[i])) < 640 * 6e-8 * 4)
    }
  }

  @Test func drumsAreDrumsOnTheirChannelAndByTheirBank() throws {
    let drum = { (channel: Int) in event(0.1, channel: channel, .noteOn(pitch: 38, velocity: 100)) }
    let byChannel = try renderer().samples(of: score([drum(9)]))
    let bank = [control(0, 0, 120), event(0, .programChange(0))]
    #expect(try renderer().samples(of: score(bank + [drum(0)])) == byChannel)
    #expect(try renderer().samples(of: score([drum(0)])) != byChannel)
  }

  @Test func pressureIsHeard() throws {
    let key = note(60, from: 0, to: 1)
    let plain = try renderer().samples(of: flute(key))
    let pressed = try renderer().samples(of: flute(key + [event(0.3, .channelPressure(127))]))
    #expect(plain != pressed)
  }

  @Test func heldNoteIsReleasedTwoSecondsAfterTheLastEvent() throws {
    let midi = flute([event(0, .noteOn(pitch: 60, velocity: 90)), control(0.5, 64, 127)])
    let samples = try renderer().samples(of: midi)
    #expect(samples[Int(2.4 * 44_100)..<Int(2.5 * 44_100)].contains { abs($0) > 1e-3 })
    #expect(samples.count < 4 * 44_100)
  }

  @Test func pauseIsSilentAndInTime() throws {
    let samples = try renderer(hasRoom: true).samples(
      of: score(note(60, from: 0, to: 0.1) + note(60, from: 30, to: 30.1)))
    #expect(samples[10 * 44_100..<30 * 44_100 - 32].allSatisfy { $0 == 0 })
    #expect(samples[(30 * 44_100 - 32)...].contains { $0 != 0 })
  }
}
