import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct TimingTests {
  let renderer = SynthRenderer(channels: .mono)
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
    // C8 takes 1.4 s for 60 dB, hence 2.1 s for the 90 dB after which it is dropped.
    let midi = score(note(108, from: 0, to: 4))
    let samples = renderer.samples(of: midi)
    #expect(samples[(Int(2.2 * 44_100))...].allSatisfy { $0 == 0 })
    #expect(samples.count == 4 * 44_100)
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

  @Test func drumsAreSilent() {
    let midi = score([event(0, channel: 9, .noteOn(pitch: 36, velocity: 100))])
    #expect(renderer.samples(of: midi).isEmpty)
  }
}
