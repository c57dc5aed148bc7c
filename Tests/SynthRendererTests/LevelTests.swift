import Foundation
import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct LevelTests {
  let renderer = SynthRenderer(dryAt: 44_100)

  @Test(arguments: [-1.0, 0, -20])
  func normalizedPeakIsTheOneAskedFor(level: Double) {
    var peak: Float = 0
    renderer.renderNormalized(randomScore(seed: 3, seconds: 1, events: 90), peakLevel: level) {
      for sample in $0 { peak = max(peak, abs(sample)) }
    }
    #expect(abs(Double(peak) - pow(10, level / 20)) < 1e-6)
  }

  @Test func normalizedSilenceIsSilence() {
    var samples: [Float] = []
    let midi = score([event(0, channel: 9, .noteOn(pitch: 2, velocity: 9)), control(0.1, 7, 0)])
    renderer.renderNormalized(midi) { samples += $0 }
    #expect(samples == Array(repeating: 0, count: 2 * 4410))
  }

  @Test(arguments: [21, 60, 108])
  func harderIsLouder(pitch: Int) {
    let levels = (1...127).map { velocity in
      let midi = score(note(pitch, velocity: velocity, from: 0, to: 0.2))
      return rootMeanSquare(renderer.samples(of: midi)[...])
    }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func harderIsBrighter() {
    // The share of the sixth harmonic and above, by first differences against the whole.
    func brightness(_ velocity: Int) -> Double {
      let samples = renderer.samples(of: score(note(60, velocity: velocity, from: 0, to: 0.2)))
      let slopes = zip(samples, samples.dropFirst(2)).map { $1 - $0 }
      return rootMeanSquare(slopes[...]) / rootMeanSquare(samples[...])
    }
    #expect(brightness(30) < brightness(70) && brightness(70) < brightness(120))
  }

  @Test func tenLoudNotesFitBelowFullScale() {
    for pitch in 0...127 {
      let midi = score(note(pitch, velocity: 127, from: 0, to: 0.1))
      #expect(renderer.peak(of: midi) < 0.1, "pitch \(pitch)")
    }
  }
}
