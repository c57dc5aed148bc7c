import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct ControllerTests {
  let renderer = SynthRenderer(channels: .mono)

  private func level(_ samples: [Float], from start: Double, to end: Double) -> Double {
    rootMeanSquare(samples[Int(start * 44_100)..<Int(end * 44_100)])
  }

  @Test func pedalHoldsANoteUntilItIsLifted() {
    let events = note(60, from: 0, to: 0.2)
    let held = renderer.samples(
      of: score(events + [control(0.1, 64, 127), control(0.8, 64, 0)]))
    let keyed = renderer.samples(of: score(note(60, from: 0, to: 0.8)))
    #expect(held == keyed)
  }

  @Test func pedalBelowHalfIsUp() {
    let events = note(60, from: 0, to: 0.2)
    let samples = renderer.samples(of: score([control(0, 64, 63)] + events))
    #expect(samples == renderer.samples(of: score(events)))
  }

  @Test func pedalDoesNotReleaseAKeyThatIsDown() {
    let events = note(60, from: 0, to: 0.8)
    let samples = renderer.samples(
      of: score(events + [control(0.1, 64, 127), control(0.4, 64, 0)]))
    #expect(samples == renderer.samples(of: score(events)))
  }

  @Test func keyStruckAgainReleasesItsFirstNote() {
    let first = note(60, from: 0, to: 0.3)
    let second = note(60, velocity: 50, from: 0.3, to: 0.6)
    let both = renderer.samples(of: score([first[0]] + second))
    let alone = renderer.samples(of: score(second))
    let separate = renderer.samples(of: score(first + second))
    #expect(both == separate)
    // After the release of 60 ms, only the second is left.
    #expect(both[16_000...] == alone[16_000...])
  }

  @Test func allNotesOffLiftsAllKeys() {
    let chord = [60, 64, 67].flatMap { note($0, from: 0, to: 0.5) }
    let ended = renderer.samples(of: score(chord + [control(0.2, 123, 0)]))
    let short = renderer.samples(of: score([60, 64, 67].flatMap { note($0, from: 0, to: 0.2) }))
    #expect(ended.prefix(short.count) == short[...])
    #expect(ended.dropFirst(short.count).allSatisfy { $0 == 0 })
  }

  @Test func allNotesOffRespectsThePedal() {
    let chord = note(60, from: 0, to: 0.5) + [control(0.1, 64, 127)]
    let samples = renderer.samples(of: score(chord + [control(0.2, 123, 0)]))
    #expect(samples == renderer.samples(of: score(chord)))
  }

  @Test func allSoundOffSilencesWithinFiveMilliseconds() {
    let events = note(60, from: 0, to: 0.5) + [control(0, 64, 127), control(0.2, 120, 0)]
    let samples = renderer.samples(of: score(events))
    #expect(samples[(8820 + 221)...].allSatisfy { $0 == 0 })
    #expect(level(samples, from: 0.1, to: 0.2) > 0.01)
  }

  @Test(arguments: [7, 11])
  func fadersActAsSquares(controller: Int) {
    // 64 against 127 is 40 log₁₀(64 / 127) = -11.9 dB.
    let events = note(60, from: 0.1, to: 0.5)
    let full = renderer.samples(of: score([control(0, controller, 127)] + events))
    let half = renderer.samples(of: score([control(0, controller, 64)] + events))
    let ratio = level(half, from: 0.2, to: 0.4) / level(full, from: 0.2, to: 0.4)
    #expect(abs(ratio - (64.0 / 127) * (64.0 / 127)) < 1e-5)
  }

  @Test func controllersLeaveOtherChannelsAlone() {
    let events = note(60, from: 0, to: 0.3)
    let other = [
      event(0, channel: 3, .pitchBend(semitones: 2)),
      event(0, channel: 3, .controlChange(controller: 7, value: 0)),
      event(0.1, channel: 3, .controlChange(controller: 120, value: 0)),
    ]
    #expect(renderer.samples(of: score(events + other)) == renderer.samples(of: score(events)))
  }

  @Test func resetUndoesBendPedalAndExpression() {
    let touched = [
      event(0, .pitchBend(semitones: 1)), control(0, 11, 20), control(0, 64, 127),
      control(0.01, 121, 0),
    ]
    let events = note(60, from: 0.1, to: 0.3)
    #expect(renderer.samples(of: score(touched + events)) == renderer.samples(of: score(events)))
  }

  @Test func velocityZeroIsNoteOff() {
    let on = event(0, .noteOn(pitch: 60, velocity: 100))
    let off = event(0.2, .noteOn(pitch: 60, velocity: 0))
    let samples = renderer.samples(of: score([on, off]))
    #expect(samples == renderer.samples(of: score(note(60, from: 0, to: 0.2))))
  }
}
