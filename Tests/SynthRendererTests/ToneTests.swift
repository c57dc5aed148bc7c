import Foundation
import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct ToneTests {
  let renderer = SynthRenderer(dryAt: 44_100, channels: .mono)
  let rate = 44_100.0

  @Test(arguments: [(21, 27.5), (45, 110), (60, 261.6256), (69, 440), (81, 880), (108, 4186.009)])
  func keysAreInTune(pitch: Int, expected: Double) {
    let samples = renderer.samples(of: score(note(pitch, from: 0, to: 0.9)))
    let measured = frequency(in: samples, near: expected, sampleRate: rate, at: 0.1)
    // The promise is one cent; what the method itself errs is far below a tenth.
    #expect(abs(cents(measured, expected)) < 0.1)
  }

  @Test(arguments: [-2, -0.5, 1.0 / 3, 1, 12])
  func bendShiftsThePitch(semitones: Double) {
    let bend = event(0.2, .pitchBend(semitones: semitones))
    let samples = renderer.samples(of: score(note(69, from: 0, to: 1.2) + [bend]))
    let expected = 440 * exp2(semitones / 12)
    let measured = frequency(in: samples, near: expected, sampleRate: rate, at: 0.5)
    #expect(abs(cents(measured, expected)) < 0.1)
  }

  @Test func bendAtTheOnsetIsThePitchFromTheBeginning() {
    let before = [event(0, .pitchBend(semitones: 1))] + note(69, from: 0, to: 0.5)
    let after = [before[1], before[0], before[2]]
    #expect(renderer.samples(of: score(before)) == renderer.samples(of: score(after)))
  }

  @Test func bendIsReachedWithinThirtyMilliseconds() {
    // Six time constants of 5 ms leave 0.25 % of a whole tone: half a cent.
    let bend = event(0.2, .pitchBend(semitones: 2))
    let samples = renderer.samples(of: score(note(69, from: 0, to: 1) + [bend]))
    let expected = 440 * exp2(2.0 / 12)
    let measured = frequency(in: samples, near: expected, sampleRate: rate, at: 0.23)
    #expect(abs(cents(measured, expected)) < 1)
  }

  @Test func bendGlidesForAboutFiveMilliseconds() {
    let plain = renderer.samples(of: score(note(69, from: 0, to: 1)))
    let bend = event(0.2, .pitchBend(semitones: 0.5))
    let bent = renderer.samples(of: score(note(69, from: 0, to: 1) + [bend]))
    let higher = 440 * exp2(0.5 / 12)
    // Against a tone that jumps at 0.2 s, one that approaches with a time constant falls behind
    // by that constant's worth of the difference; quanta of 1.5 ms blur it.
    let jumping = phase(plain, 440, rate, from: 13_230) + 2 * .pi * 440 * 0.2
    let gliding = phase(bent, higher, rate, from: 13_230) + 2 * .pi * higher * 0.2
    let lag = (jumping - gliding).remainder(dividingBy: 2 * .pi) / (2 * .pi * (higher - 440))
    #expect((0.003...0.008).contains(lag))
  }

  @Test func keyAboveHalfTheSamplingRateIsSilent() {
    // Harmonics of a guitar, which come without a noise.
    let events = [event(0, .programChange(31))] + note(108, from: 0, to: 0.2)
    let samples = SynthRenderer(dryAt: 8000).samples(of: score(events))
    #expect(samples.allSatisfy { $0 == 0 })
  }

  @Test func bendingAcrossHalfTheSamplingRateLeavesNoAlias() {
    // A sawtooth's C8 an octave up has two harmonics left; folded ones would lie between them.
    let events = [
      event(0, .programChange(81)), event(0, .pitchBend(semitones: 0)),
      event(0.1, .pitchBend(semitones: 12)),
    ]
    let played = note(108, velocity: 127, from: 0, to: 1.2)
    let samples = renderer.samples(of: score(events + played))
    let power = powerSpectrum(samples[8820..<8820 + 16_384])
    let bins = 8372.018 / rate * 16_384
    let stray = power.enumerated().filter { bin, _ in
      // Its two copies lie 6 cents to either side: 11 bins, at the second harmonic 22.
      abs((Double(bin) / bins).rounded() * bins - Double(bin)) > 40 || bin < 12
    }
    #expect(10 * log10(stray.reduce(0) { $0 + $1.element } / power.reduce(0, +)) < -80)
  }
}
