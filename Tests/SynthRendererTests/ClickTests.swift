import Foundation
import Testing
import TranscriptionTypes

@testable import SynthRenderer

@Suite struct ClickTests {
  let rate = 44_100.0
  let renderer = SynthRenderer(dryAt: 44_100, channels: .mono)

  /// The sum of a note's amplitudes: what it could reach if all its sines were at their crests.
  private func reach(_ pitch: Int, velocity: Int, program: Int = 0) -> Double {
    Tone(GeneralMIDI.programs[program], pitch: pitch, velocity: velocity).modes
      .reduce(0) { $0 + abs($1.amplitude) }
  }

  /// The most that noise and its differences can reach: six times their deviation is what no sum of
  /// so many uniform numbers goes beyond.
  private func noise(velocity: Int, program: Int = 0) -> Double {
    let timbre = GeneralMIDI.programs[program]
    let loudness = Tone.loudness(timbre, blow: Double(velocity) / 127)
    return timbre.noises.reduce(0) { $0 + 12 * loudness * pow(10, $1.level / 20) }
  }

  /// The most by which two successive samples of a held or fading note can differ: each partial
  /// moves by its amplitude times the angle of a sample, times the steepest ramp's slope, times
  /// its decay. `bend` is the highest it is ever bent; equal-power panning is at most 1.
  private func bound(
    _ pitch: Int, velocity: Int, ramp: Double, bend: Double = 0, program: Int = 0
  ) -> Double {
    let tone = Tone(GeneralMIDI.programs[program], pitch: pitch, velocity: velocity)
    let sines = tone.modes.reduce(0) { sum, mode in
      let angle = 2 * Double.pi * tone.frequency * exp2(bend / 12) * mode.ratio / rate
      let decay = 7 / (mode.decayTime * rate)
      // The fall is steepest by 2 / N, the rise by 1.5 / N.
      return sum + abs(mode.amplitude) * (min(2, angle) + 2 / (ramp * rate) + decay)
    }
    return sines + noise(velocity: velocity, program: program)
  }

  private func largestStep(_ samples: [Float]) -> Double {
    let padded = [0] + samples + [0]
    return zip(padded, padded.dropFirst()).reduce(0) { max($0, Double(abs($1.1 - $1.0))) }
  }

  @Test(arguments: [21, 33, 48, 60, 84, 108], [10, 60, 127])
  func noteNeverJumps(pitch: Int, velocity: Int) {
    let midi = score(note(pitch, velocity: velocity, from: 0.01, to: 0.3))
    let samples = renderer.samples(of: midi)
    #expect(largestStep(samples) <= bound(pitch, velocity: velocity, ramp: 0.003))
  }

  @Test(arguments: 0..<128)
  func noProgramJumps(program: Int) {
    let timbre = GeneralMIDI.programs[program]
    let events = [event(0, .programChange(program))] + note(36, from: 0.01, to: 0.25)
    let samples = renderer.samples(of: score(events))
    let ramp = min(timbre.attack, timbre.release)
    // Vibrato and falls of pitch are bends.
    let bend = timbre.vibrato.depth / 100 + max(0, timbre.fall?.semitones ?? 0)
    // A tremolo goes from end to end in half a swing, and is steepest, by π / 2, in its middle.
    let swell = reach(36, velocity: 100, program: program) * .pi * timbre.tremolo.rate / rate
    let most = bound(36, velocity: 100, ramp: ramp, bend: bend, program: program)
    #expect(samples.contains { $0 != 0 })
    #expect(largestStep(samples) <= most + swell)
  }

  @Test func noteBeginsAndEndsNearZero() {
    let samples = renderer.samples(of: score(note(33, from: 0, to: 0.3)))
    let most = reach(33, velocity: 100) + noise(velocity: 100)
    // A rise of N samples starts at 3 / (N + 1)², a fall ends at the square of that: 1.7e-4 for 3
    // ms, 1.9e-13 for 60 ms.
    #expect(abs(Double(samples[0])) <= 1.7e-4 * most)
    #expect(abs(Double(samples[samples.count - 1])) <= 2e-13 * most)
  }

  @Test func soundCutOffNeverJumps() {
    let events = note(40, velocity: 20, from: 0, to: 0.5) + [control(0.203, 120, 0)]
    let samples = renderer.samples(of: score(events))
    #expect(largestStep(samples) <= bound(40, velocity: 20, ramp: 0.003))
  }

  @Test func soundCutOffWhileFadingGoesOnFromItsLevel() {
    let events = note(40, velocity: 20, from: 0, to: 0.2)
    let plain = renderer.samples(of: score(events))
    let ended = renderer.samples(of: score(events + [control(0.21, 120, 0)]))
    let cut = 9261
    #expect(Array(ended[..<cut]) == Array(plain[..<cut]))
    // One sample of the slower ramp, and the first of the faster: 6 / 222² = 1.3e-4.
    let tolerance = reach(40, velocity: 20) * (2.0 / 2646 + 1.3e-4)
    #expect(Double(abs(ended[cut] - plain[cut])) <= tolerance)
    #expect(ended.lastIndex { $0 != 0 }.map { $0 < cut + 222 } == true)
  }

  @Test func bentNoteNeverJumps() {
    let bends = (0..<100).map {
      event(0.1 + 0.003 * Double($0), .pitchBend(semitones: 2 * sin(Double($0))))
    }
    let midi = score(note(40, velocity: 20, from: 0, to: 0.5) + bends)
    let samples = renderer.samples(of: midi)
    #expect(largestStep(samples) <= bound(40, velocity: 20, ramp: 0.003, bend: 2))
  }

  @Test(arguments: [7, 10, 11])
  func fadersNeverJump(controller: Int) {
    let events = (0..<20).map { control(0.1 + 0.004 * Double($0), controller, $0 % 2 * 127) }
    let midi = score(note(40, velocity: 20, from: 0, to: 0.4) + events)
    let samples = SynthRenderer(dryAt: 44_100).samples(of: midi)
    // A fader moves from end to end in 10 ms, in a straight line: by 1 / 441 of the sum a sample,
    // and a pan pot by √2 of it.
    let step = 2.0.squareRoot() * reach(40, velocity: 20) / 441
    for side in 0..<2 {
      let one = stride(from: side, to: samples.count, by: 2).map { samples[$0] }
      let most = 2.0.squareRoot() * bound(40, velocity: 20, ramp: 0.003)
      #expect(largestStep(one) <= most + step)
    }
  }

  @Test func endThatIsImposedNeverJumps() {
    var settings = SynthRenderer.Settings()
    settings.channels = .mono
    settings.longest = 0.2
    let samples = SynthRenderer(settings).samples(of: score(note(40, velocity: 20, from: 0, to: 1)))
    #expect(samples.count == 8820)
    // The room gives eight echoes, each 0.16 of what it hears, in either half of the sum.
    #expect(largestStep(samples) <= 1.64 * bound(40, velocity: 20, ramp: 0.003))
  }
}
