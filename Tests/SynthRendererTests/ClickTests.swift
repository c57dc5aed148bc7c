import Foundation
import Testing
import TranscriptionTypes

@testable import SynthRenderer

@Suite struct ClickTests {
  let rate = 44_100.0

  /// The most by which two successive samples of a held or fading note can differ: each partial
  /// moves by its amplitude times the angle of a sample, times the steepest ramp's slope, times
  /// its decay. `bend` is the highest it is ever bent; equal-power panning is at most 1.
  private func bound(_ pitch: Int, velocity: Int, ramp: Double, bend: Double = 0) -> Double {
    let tone = PianoTone(pitch: pitch, velocity: velocity)
    return tone.harmonics.reduce(0) { sum, harmonic in
      let angle = 2 * Double.pi * tone.frequency * exp2(bend / 12) * Double(harmonic.number) / rate
      let decay = 7 / (harmonic.decayTime * rate)
      // The steepest slope of a raised cosine of N samples is π / 2N.
      return sum + harmonic.amplitude * (min(2, angle) + .pi / (2 * ramp * rate) + decay)
    }
  }

  private func largestStep(_ samples: [Float]) -> Double {
    let padded = [0] + samples + [0]
    return zip(padded, padded.dropFirst()).reduce(0) { max($0, Double(abs($1.1 - $1.0))) }
  }

  @Test(arguments: [21, 33, 48, 60, 84, 108], [10, 60, 127])
  func noteNeverJumps(pitch: Int, velocity: Int) {
    let midi = score(note(pitch, velocity: velocity, from: 0.01, to: 0.3))
    let samples = SynthRenderer(channels: .mono).samples(of: midi)
    #expect(largestStep(samples) <= bound(pitch, velocity: velocity, ramp: 0.003))
  }

  @Test func noteBeginsAndEndsNearZero() {
    let samples = SynthRenderer(channels: .mono).samples(of: score(note(33, from: 0, to: 0.3)))
    let sum = PianoTone(pitch: 33, velocity: 100).harmonics.reduce(0) { $0 + $1.amplitude }
    // A raised cosine of N samples starts at (π / 2N)²: 1.4e-4 for 3 ms, 3.5e-7 for 60 ms.
    #expect(abs(Double(samples[0])) <= 1.5e-4 * sum)
    #expect(abs(Double(samples[samples.count - 1])) <= 4e-7 * sum)
  }

  @Test func soundCutOffNeverJumps() {
    let events = note(40, velocity: 20, from: 0, to: 0.5) + [control(0.203, 120, 0)]
    let samples = SynthRenderer(channels: .mono).samples(of: score(events))
    #expect(largestStep(samples) <= bound(40, velocity: 20, ramp: 0.003))
  }

  @Test func soundCutOffWhileFadingGoesOnFromItsLevel() {
    let events = note(40, velocity: 20, from: 0, to: 0.2)
    let renderer = SynthRenderer(channels: .mono)
    let plain = renderer.samples(of: score(events))
    let ended = renderer.samples(of: score(events + [control(0.24, 120, 0)]))
    let cut = 10_584
    #expect(ended[..<cut] == plain[..<cut])
    // One sample of the slower ramp, and the first of the faster: (π / 2 · 220)² = 5e-5.
    let sum = PianoTone(pitch: 40, velocity: 20).harmonics.reduce(0) { $0 + $1.amplitude }
    let tolerance = sum * (.pi / (2 * 2646) + 5.2e-5)
    #expect(Double(abs(ended[cut] - plain[cut])) <= tolerance)
    #expect(ended.lastIndex { $0 != 0 }.map { $0 < cut + 221 } == true)
  }

  @Test func bentNoteNeverJumps() {
    let bends = (0..<100).map {
      event(0.1 + 0.003 * Double($0), .pitchBend(semitones: 2 * sin(Double($0))))
    }
    let midi = score(note(40, velocity: 20, from: 0, to: 0.5) + bends)
    let samples = SynthRenderer(channels: .mono).samples(of: midi)
    #expect(largestStep(samples) <= bound(40, velocity: 20, ramp: 0.003, bend: 2))
  }

  @Test func fadersNeverJump() {
    let events = (0..<20).map { control(0.1 + 0.004 * Double($0), 7, $0 % 2 * 127) }
    let midi = score(note(40, velocity: 20, from: 0, to: 0.4) + events)
    let samples = SynthRenderer(channels: .mono).samples(of: midi)
    // A fader moves from end to end in 10 ms, in a straight line: by 1 / 441 of the sum a sample.
    let sum = PianoTone(pitch: 40, velocity: 20).harmonics.reduce(0) { $0 + $1.amplitude }
    #expect(largestStep(samples) <= bound(40, velocity: 20, ramp: 0.003) + sum / 441)
  }
}
