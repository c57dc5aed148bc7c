import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct TimingTests {
  let renderer = SynthRenderer(dryAt: 44_100, channels: .mono)
  /// 60 ms at 44.1 kHz.
  let release = 2646

  @Test(arguments: [0, 0.1, 1.0 / 3, 0.499_99, 0.73])
  func noteIsFirstHeardAtTheNearestSample(onset: Double) {
    let samples = renderer.samples(of: score(note(60, from: onset, to: 1)))
    #expect(samples.firstIndex { $0 != 0 } == Int((onset * 44_100).rounded()))
  }

  @Test func beforeItsFirstSampleANoteIsBitwiseSilent() {
    let samples = renderer.samples(of: score(note(60, from: 0.25, to: 0.5)))
    #expect(samples[..<11_025].allSatisfy { $0 == 0 })
  }

  @Test func renderingEndsWithTheLastRelease() {
    let samples = renderer.samples(of: score(note(60, from: 0, to: 0.5)))
    #expect(samples.count == 22_050 + release)
  }

  @Test func noteOffActsAtItsOwnSample() {
    let short = renderer.samples(of: score(note(60, from: 0, to: 0.2)))
    let long = renderer.samples(of: score(note(60, from: 0, to: 0.5)))
    #expect(zip(short, long).prefix { $0 == $1 }.count == 8820)
  }

  @Test func eventsOfAllTracksPlayTogether() {
    let first = MIDITrack(events: note(60, from: 0.2, to: 0.3))
    let second = MIDITrack(events: note(67, from: 0.1, to: 0.2))
    let samples = renderer.samples(of: MIDIFile(tracks: [first, second]))
    #expect(samples.firstIndex { $0 != 0 } == 4410)
    #expect(samples.count == 13_230 + release)
  }

  @Test func heldNoteIsReleasedTwoSecondsAfterTheLastEvent() {
    let midi = score([event(0.5, .noteOn(pitch: 40, velocity: 90))])
    #expect(renderer.samples(of: midi).count == 22_050 + 2 * 44_100 + release)
  }

  @Test func heldNoteDiesAwayByItself() {
    // C8 takes 1.4 s for 60 dB; what beats three times as long begins 12 dB below the rest, and is
    // dropped after 80 - 12 dB, 4.7 s.
    let midi = score(note(108, from: 0, to: 8))
    let samples = renderer.samples(of: midi)
    #expect(samples[(Int(4.9 * 44_100))...].allSatisfy { $0 == 0 })
    #expect(samples.count == 8 * 44_100)
  }

  @Test func nothingToPlayIsNoSound() {
    #expect(renderer.samples(of: MIDIFile()).isEmpty)
    #expect(renderer.samples(of: score([control(0, 64, 127)])).isEmpty)
  }

  @Test func unusableEventsAreLeftOut() {
    let on = MIDIMessage.noteOn(pitch: 60, velocity: 100)
    let midi = score([
      event(.infinity, on), event(1e300, on), event(0, channel: 16, on), event(0, channel: -1, on),
      event(0, .noteOn(pitch: 128, velocity: 100)), event(0, .noteOn(pitch: -1, velocity: 100)),
      event(0, .pitchBend(semitones: .nan)),
    ])
    #expect(renderer.samples(of: midi).isEmpty)
    #expect(renderer.samples(of: score([event(.nan, on)])).isEmpty)
  }

  @Test func timeBeforeTheBeginningIsTheBeginning() {
    let midi = score(note(60, from: -1, to: 0.5))
    #expect(renderer.samples(of: midi).first != 0)
  }

  @Test func roomIsHeardForASecondAfterTheLastNote() {
    let samples = SynthRenderer().samples(of: score(note(60, from: 0, to: 0.5)))
    // 0.7 s for 60 dB are 1.05 s for 90.
    #expect(samples.count == 2 * (22_050 + release + Int(1.5 * 0.7 * 44_100)))
  }

  @Test func roomIsSilentAfterAPause() {
    let midi = score(note(60, from: 0, to: 0.1) + note(60, from: 2, to: 2.1))
    let samples = SynthRenderer().samples(of: midi)
    let pause = samples[2 * Int(1.3 * 44_100)..<2 * 2 * 44_100]
    #expect(pause.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [0, 0.25, 5])
  func tailIsTheTimeAfterTheLastEvent(tail: Double) {
    var settings = SynthRenderer.Settings()
    settings.channels = .mono
    settings.tail = tail
    let samples = SynthRenderer(settings).samples(of: score(note(60, from: 0, to: 0.5)))
    #expect(samples.count == Int((0.5 + tail) * 44_100))
  }

  @Test func musicEndsAfterTheLongestTime() {
    var settings = SynthRenderer.Settings()
    settings.longest = 0.25
    let samples = SynthRenderer(settings).samples(of: score(note(60, from: 0, to: 100_000)))
    #expect(samples.count == 2 * 11_025)
  }
}
