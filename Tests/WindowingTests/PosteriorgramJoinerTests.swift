import Testing
import TranscriptionTypes
import Windowing

@Suite struct PosteriorgramJoinerTests {
  /// A window whose values say which window, frame and bin they come from.
  private func window(_ index: Int) -> Posteriorgrams {
    func posteriorgram(_ binCount: Int) -> Posteriorgram {
      let values = (0..<172 * binCount).map {
        Float(index * 1000 + $0 / binCount) + Float($0 % binCount) / 512
      }
      return Posteriorgram(values: values, binCount: binCount)
    }
    return Posteriorgrams(
      note: posteriorgram(88), onset: posteriorgram(88), contour: posteriorgram(264))
  }

  private func join(windows: Int, sampleCount: Int, trimming: PosteriorgramJoiner.Trimming = .main)
    -> Posteriorgrams
  {
    var joiner = PosteriorgramJoiner(trimming: trimming)
    for index in 0..<windows { joiner.append(window(index)) }
    return joiner.finish(sampleCount: sampleCount)
  }

  @Test func halfTheOverlapIsDroppedAtBothEnds() {
    let joined = join(windows: 2, sampleCount: 2 * 36_164)
    #expect(joined.frameCount == 284)
    #expect(joined.note[frame: 0, bin: 0] == 15)
    #expect(joined.onset[frame: 141, bin: 0] == 156)
    #expect(joined.note[frame: 142, bin: 0] == 1015)
    #expect(joined.contour[frame: 283, bin: 256] == 1156.5)
  }

  // int(samples / 36164 * 142), worked out by hand.
  @Test(arguments: [
    (0, 0), (1, 0), (254, 0), (255, 1), (36_164, 142), (36_165, 142), (72_328, 284),
  ])
  func recordingsKeepTheirFrames(sampleCount: Int, frameCount: Int) {
    #expect(join(windows: 3, sampleCount: sampleCount).frameCount == frameCount)
  }

  @Test func releaseLosesTheEnd() {
    // Ten minutes: 13 230 000 samples, 86 frames a second instead of 86.58.
    let joined = join(windows: 366, sampleCount: 13_230_000, trimming: .release040)
    #expect(joined.frameCount == 51_600)
  }

  @Test func noWindowHasNoFrame() {
    #expect(join(windows: 0, sampleCount: 0).frameCount == 0)
  }
}
