import TestSupport
import Testing
import Windowing

@Suite struct AudioJoinerTests {
  private func joined(_ samples: [Float]) -> [Float] {
    var splitter = WindowSplitter()
    splitter.append(samples)
    splitter.finish()
    var joiner = AudioJoiner()
    var audio: [Float] = []
    while let window = splitter.next() { audio += joiner.append(window) }
    return audio + joiner.finish(sampleCount: samples.count)
  }

  @Test func noWindowIsNoAudio() { #expect(joined([]) == []) }

  /// On both sides of where a window ends: 36 164 after the last, the first 3 840 earlier.
  @Test(arguments: [
    1, 3840, 32_323, 32_324, 32_325, 36_163, 36_164, 36_165, 40_004, 43_844, 68_487, 68_488, 68_489,
    100_000, 108_492,
  ])
  func joiningUndoesSplitting(count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let samples = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    #expect(joined(samples) == samples)
  }
}
