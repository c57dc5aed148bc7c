import TestSupport
import Testing
import TranscriptionTypes
import Windowing

@Suite struct WindowSplitterTests {
  /// The definition, on audio that is all there: windows of 43 844 every 36 164, padded.
  private func windowsByDefinition(_ samples: [Float]) -> [[Float]] {
    guard !samples.isEmpty else { return [] }
    let padded = [Float](repeating: 0, count: 3840) + samples
    return stride(from: 0, to: padded.count, by: 36_164).map { start in
      let part = Array(padded[start..<min(start + 43_844, padded.count)])
      return part + [Float](repeating: 0, count: 43_844 - part.count)
    }
  }

  private func windows(_ blocks: [[Float]]) -> [[Float]] {
    var splitter = WindowSplitter()
    var windows: [[Float]] = []
    for block in blocks {
      splitter.append(block)
      while let window = splitter.next() { windows.append(window) }
    }
    splitter.finish()
    while let window = splitter.next() { windows.append(window) }
    #expect(splitter.next() == nil)
    return windows
  }

  @Test func emptyAudioHasNoWindow() {
    #expect(windows([]).isEmpty)
    #expect(windows([[], []]).isEmpty)
  }

  @Test func oneSampleHasOneWindowAfterTheSilence() {
    let window = windows([[0.5]])
    #expect(window.count == 1)
    #expect(window[0].count == 43_844)
    #expect(window[0][3840] == 0.5)
    #expect(window[0].filter { $0 != 0 }.count == 1)
  }

  // The sample at which a second and a third window begin, and the ones around the window's length.
  @Test(arguments: [
    (1, 1), (32_324, 1), (32_325, 2), (36_164, 2), (40_004, 2), (40_005, 2), (68_488, 2),
    (68_489, 3), (220_500, 7),
  ])
  func lengthsHaveTheReferencesNumberOfWindows(sampleCount: Int, windowCount: Int) {
    let samples = (0..<sampleCount).map { Float($0 + 1) }
    let result = windows([samples])
    #expect(result.count == windowCount)
    #expect(result == windowsByDefinition(samples))
  }

  @Test func blocksDoNotMatter() {
    var generator = SplitMix64(seed: 7)
    let samples = (0..<150_000).map { _ in Float.random(in: -1...1, using: &generator) }
    let expected = windowsByDefinition(samples)
    for _ in 0..<10 {
      var blocks: [[Float]] = []
      var rest = samples[...]
      while !rest.isEmpty {
        let count = Int.random(
          in: 0...Int.random(in: 1...80_000, using: &generator), using: &generator)
        blocks.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(windows(blocks) == expected)
    }
  }
}
