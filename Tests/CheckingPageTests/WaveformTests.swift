import TestSupport
import Testing

@testable import CheckingPage

@Suite struct WaveformTests {
  @Test func aStretchHasItsLargestAndSmallestSample() {
    var waveform = Waveform()
    var samples = [Float](repeating: 0, count: 64)
    samples[10] = 0.2  // 51 of 255
    samples[63] = -1
    waveform.append(samples)
    waveform.append([0.4])
    waveform.finish()
    #expect(waveform.rows.values == [51, 255, 102, 0])
    #expect(waveform.sampleCount == 65)
    #expect(waveform.secondsPerRow == 64 / 22_050.0)
  }

  @Test func whatIsBeyondFullScaleIsCutOff() {
    var waveform = Waveform()
    waveform.append([3, -2])
    waveform.finish()
    #expect(waveform.rows.values == [255, 255])
  }

  @Test func blocksDoNotMatter() {
    var generator = SplitMix64(seed: 2)
    let samples = (0..<1000).map { _ in Float.random(in: -1...1, using: &generator) }
    var (whole, parts) = (Waveform(), Waveform())
    whole.append(samples)
    for start in stride(from: 0, to: 1000, by: 37) {
      parts.append(Array(samples[start..<min(start + 37, 1000)]))
    }
    whole.finish()
    parts.finish()
    #expect(whole.rows.values == parts.rows.values && whole.rows.count == 16)
  }
}
