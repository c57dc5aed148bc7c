import Foundation
import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct ControllerTests {
  let renderer = SynthRenderer(dryAt: 44_100, channels: .mono)

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

  @Test func sostenutoHoldsOnlyWhatIsDown() {
    let pedal = [control(0.1, 66, 127), control(0.8, 66, 0)]
    let caught = note(60, from: 0, to: 0.2)
    let later = note(67, from: 0.3, to: 0.4)
    let samples = renderer.samples(of: score(caught + later + pedal))
    let expected = renderer.samples(of: score(note(60, from: 0, to: 0.8) + later))
    #expect(samples == expected)
  }

  @Test func softPedalMakesWhatFollowsSofter() {
    let loud = renderer.samples(of: score(note(60, from: 0, to: 0.3)))
    let soft = renderer.samples(of: score([control(0, 67, 127)] + note(60, from: 0, to: 0.3)))
    // Seven tenths of the velocity, to the power 1.6: -5 dB.
    let ratio = level(soft, from: 0.1, to: 0.3) / level(loud, from: 0.1, to: 0.3)
    #expect((0.5...0.6).contains(ratio))
  }

  @Test func modulationSwingsThePitch() {
    let plain = renderer.samples(of: score(note(69, from: 0, to: 1)))
    let swinging = renderer.samples(of: score([control(0, 1, 127)] + note(69, from: 0, to: 1)))
    // 50 cents to either side, 5.5 times a second; at 440 Hz, ±12.7 Hz.
    func power(_ samples: [Float], near hertz: Double) -> Double {
      let spectrum = powerSpectrum(samples[4410..<4410 + 32_768])
      let bin = Int(hertz / 44_100 * 32_768)
      return spectrum[bin - 3...bin + 3].reduce(0, +) / spectrum.reduce(0, +)
    }
    #expect(power(swinging, near: 440 - 11) > 100 * power(plain, near: 440 - 11))
    #expect(power(swinging, near: 440 + 11) > 100 * power(plain, near: 440 + 11))
  }

  @Test func pressureSwingsThePitchAsTheWheelDoes() {
    let key = note(69, from: 0, to: 1)
    func samples(_ message: MIDIMessage) -> [Float] {
      renderer.samples(of: score(key + [event(0.2, message)]))
    }
    let wheel = samples(.controlChange(controller: 1, value: 90))
    #expect(samples(.channelPressure(90)) == wheel)
    #expect(samples(.keyPressure(pitch: 69, pressure: 90)) == wheel)
    let plain = renderer.samples(of: score(key))
    #expect(plain != wheel && samples(.keyPressure(pitch: 60, pressure: 90)) == plain)
    let reset = [event(0.1, .channelPressure(90)), control(0.1, 121, 0)]
    #expect(renderer.samples(of: score(key + reset)) == plain)
  }

  @Test func releaseTimeIsUpToSixteenTimes() {
    for (value, factor) in [(0, 1.0 / 16), (64, 1), (80, 2), (127, 15.32)] {
      let samples = renderer.samples(
        of: score([control(0, 72, value)] + note(60, from: 0.1, to: 0.3)))
      // The piano's 60 ms; 15.32 is 2 to the power of 63 / 16, to four digits, and samples are whole.
      #expect(abs(Double(samples.count) - 13_230 - 2646 * factor) < 10)
    }
  }

  @Test func attackTimeIsUpToSixteenTimes() {
    func level(_ value: Int, until end: Double) -> Double {
      let samples = renderer.samples(
        of: score([control(0, 73, value)] + note(60, from: 0.1, to: 0.5)))
      return self.level(samples, from: end - 0.005, to: end)
    }
    // The piano's 3 ms become 46: after 5 ms, hardly anything is heard, and after 50 all is.
    #expect(level(127, until: 0.105) < 0.05 * level(64, until: 0.105))
    #expect(level(127, until: 0.155) == level(64, until: 0.155))
  }

  @Test(arguments: [0, 32, 64, 96, 127])
  func brightnessTiltsTheSpectrum(value: Int) {
    func decibels(_ value: Int) -> [Double] {
      let samples = renderer.samples(
        of: score([control(0, 74, value)] + note(57, from: 0, to: 1)))
      let spectrum = powerSpectrum(samples[4410..<4410 + 32_768])
      return [1, 2, 4].map { harmonic in
        let bin = Int((220 * Double(harmonic) / 44_100 * 32_768).rounded())
        return 10 * log10(spectrum[bin - 8...bin + 8].reduce(0, +))
      }
    }
    let (plain, tilted) = (decibels(64), decibels(value))
    // An octave is a factor of two in amplitude at most: 6.02 dB.
    let expected = 6.02 * Double(value - 64) / 64
    for octaves in [1, 2] {
      let change = (tilted[octaves] - tilted[0]) - (plain[octaves] - plain[0])
      // Stiff strings are sharp by some thousandths, and the hammer's noise is the same.
      #expect(abs(change - expected * Double(octaves)) < 0.1)
    }
  }

  @Test func roomIsSentWhatTheChannelSends() {
    var settings = SynthRenderer.Settings()
    settings.channels = .mono
    let roomy = SynthRenderer(settings)
    let key = note(60, from: 0.1, to: 0.3)
    func tail(_ controls: [MIDIEvent]) -> ArraySlice<Float> {
      // The note and its release end at 0.36 s.
      roomy.samples(of: score(controls + key))[Int(0.4 * 44_100)..<Int(0.6 * 44_100)]
    }
    #expect(tail([control(0, 91, 0)]).allSatisfy { $0 == 0 })
    let dry = renderer.samples(of: score(key))
    #expect(roomy.samples(of: score([control(0, 91, 0)] + key)).prefix(dry.count) == dry[...])
    #expect(tail([control(0, 91, 40)]) == tail([]))
    let ratio = rootMeanSquare(tail([control(0, 91, 80)])) / rootMeanSquare(tail([]))
    // Single precision.
    #expect(abs(ratio - 2) < 1e-5)
    // Another channel's room is its own.
    let other = event(0, channel: 1, .controlChange(controller: 91, value: 0))
    #expect(tail([other]) == tail([]))
  }

  @Test func panMovesFromSideToSide() {
    func sides(_ value: Int) -> (Double, Double) {
      let midi = score([control(0, 10, value)] + note(64, from: 0.05, to: 0.4))
      let samples = SynthRenderer(dryAt: 44_100).samples(of: midi)
      func side(_ first: Int) -> Double {
        rootMeanSquare(stride(from: first, to: samples.count, by: 2).map { samples[$0] }[...])
      }
      return (side(0), side(1))
    }
    let (left, right) = sides(0)
    // cos(π / 2) in double precision, as a float.
    #expect(right < 1e-6 * left)
    let (leftAgain, rightAgain) = sides(127)
    #expect(leftAgain < 1e-6 * rightAgain)
    let (a, b) = sides(64)
    // E4 stands half a key from the middle of the keyboard.
    #expect(abs(a / b - 1) < 0.02)
  }

  @Test func programIsThatOfTheStrike() {
    let change = event(0.2, .programChange(16))
    let struck = renderer.samples(of: score(note(60, from: 0, to: 0.4) + [change]))
    #expect(struck == renderer.samples(of: score(note(60, from: 0, to: 0.4))))
    let organ = renderer.samples(
      of: score([event(0, .programChange(16))] + note(60, from: 0, to: 0.4)))
    #expect(organ != struck)
  }

  @Test func bankOfDrumsMakesAnyChannelDrums() {
    let drum = { (channel: Int) in event(0.1, channel: channel, .noteOn(pitch: 38, velocity: 100)) }
    let bank = [control(0, 0, 120), event(0, .programChange(0))]
    let samples = renderer.samples(of: score(bank + [drum(0)]))
    #expect(samples.contains { $0 != 0 })
    #expect(samples == renderer.samples(of: score([drum(9)])))
  }

  @Test func closedHatEndsTheOpenOne() {
    let open = event(0, channel: 9, .noteOn(pitch: 46, velocity: 100))
    let closed = event(0.2, channel: 9, .noteOn(pitch: 42, velocity: 100))
    let both = renderer.samples(of: score([open, closed]))
    let alone = renderer.samples(of: score([closed]))
    // After 30 ms of the one's end, only the other is left.
    #expect(both[10_200...].elementsEqual(alone[10_200...]))
  }

  @Test func drumsIgnoreTheReleaseOfTheirKeys() {
    let on = event(0, channel: 9, .noteOn(pitch: 49, velocity: 100))
    let off = event(0.05, channel: 9, .noteOff(pitch: 49, velocity: 0))
    let samples = renderer.samples(of: score([on, off]))
    #expect(samples == renderer.samples(of: score([on])))
    #expect(samples.count > 44_100)
  }

  @Test func ofKeysStruckInTheSameInstantTheLastCounts() {
    let strikes = [30, 127, 60].map { event(0, .noteOn(pitch: 60, velocity: $0)) }
    let samples = renderer.samples(
      of: score(strikes + [event(0.3, .noteOff(pitch: 60, velocity: 0))]))
    #expect(samples == renderer.samples(of: score(note(60, velocity: 60, from: 0, to: 0.3))))
  }
}
