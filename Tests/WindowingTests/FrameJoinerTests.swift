import TestSupport
import Testing
import TranscriptionTypes
import Windowing

@Suite struct FrameJoinerTests {
  /// A window whose values say which window, frame and bin they come from.
  private func window(_ index: Int) -> Posteriorgrams {
    func posteriorgram(_ binCount: Int) -> Posteriorgram {
      let values = (0..<172 * binCount).map {
        Float(index * 1000 + $0 / binCount) + Float($0 % binCount) / 512
      }
      return Posteriorgram(values: values, binCount: binCount)
    }
    return Posteriorgrams(
      note: posteriorgram(88), onset: posteriorgram(88), contour: posteriorgram(264),
      level: posteriorgram(88), pitch: posteriorgram(88))
  }

  /// As many windows as the splitter cuts from audio of a length: they start every 36 164 samples,
  /// 3 840 before the audio.
  private func windowCount(ofSamples sampleCount: Int) -> Int {
    sampleCount == 0 ? 0 : (sampleCount + 3840 + 36_163) / 36_164
  }

  private func join(sampleCount: Int, trimming: Trimming = .main)
    -> Posteriorgrams
  {
    var joiner = FrameJoiner<Posteriorgrams>(trimming: trimming)
    var joined = Posteriorgrams()
    for index in 0..<windowCount(ofSamples: sampleCount) {
      joined.append(joiner.append(window(index)))
    }
    joined.append(joiner.finish(sampleCount: sampleCount))
    #expect(joined.frameCount == joiner.frameCount)
    return joined
  }

  @Test func halfTheOverlapIsDroppedAtBothEnds() {
    let joined = join(sampleCount: 2 * 36_164)
    #expect(joined.frameCount == 284)
    #expect(joined.note[frame: 0, bin: 0] == 15)
    #expect(joined.onset[frame: 141, bin: 0] == 156)
    #expect(joined.note[frame: 142, bin: 0] == 1015)
    #expect(joined.contour[frame: 283, bin: 256] == 1156.5)
    #expect(joined.level == joined.note && joined.pitch == joined.note)
  }

  // int(samples / 36164 * 142), worked out by hand.
  @Test(arguments: [
    (0, 0), (1, 0), (254, 0), (255, 1), (36_164, 142), (36_165, 142), (72_328, 284),
  ])
  func recordingsKeepTheirFrames(sampleCount: Int, frameCount: Int) {
    #expect(join(sampleCount: sampleCount).frameCount == frameCount)
  }

  @Test func releaseLosesTheEnd() {
    // Ten minutes: 13 230 000 samples, 86 frames a second instead of 86.58.
    #expect(join(sampleCount: 13_230_000, trimming: .release040).frameCount == 51_600)
  }

  @Test func whatWasNotMeasuredIsNotJoined() {
    var window = window(0)
    window.level = nil
    window.pitch = nil
    var joiner = FrameJoiner<Posteriorgrams>()
    var joined = joiner.append(window)
    joined.append(joiner.finish(sampleCount: 36_164))
    #expect(joined.frameCount == 142 && joined.level == nil && joined.pitch == nil)
  }

  @Test func noWindowHasNoFrame() {
    #expect(join(sampleCount: 0).frameCount == 0)
  }

  /// All lengths around the places where another window begins or another frame belongs, and random
  /// ones: what is handed on early is never too much, and all of it is what the definition gives.
  @Test(arguments: [Trimming.main, .release040])
  func framesAreThoseOfTheDefinition(trimming: Trimming) {
    var generator = SplitMix64(seed: 7)
    let edges = [32_324, 36_164, 68_488, 72_328, 104_652].flatMap { $0 - 300...$0 + 300 }
    let random = (0..<60).map { _ in Int.random(in: 0...1_500_000, using: &generator) }
    for sampleCount in Array(1...600) + edges + random {
      let frames = Frames(sampleCount: sampleCount, trimming: trimming)
      #expect(frames.early <= frames.expected, "\(sampleCount) samples")
      #expect(frames.indices == Array(0..<frames.expected), "\(sampleCount) samples")
    }
  }

  /// The frames of a recording, by way of windows that hold nothing but a number in each frame.
  private struct Frames {
    /// Frames handed on before the length was known.
    let early: Int
    /// The number in each frame, from 0 for the first that is kept.
    let indices: [Int]
    /// How many the definition gives.
    let expected: Int

    init(sampleCount: Int, trimming: Trimming) {
      var joiner = FrameJoiner<Posteriorgrams>(trimming: trimming)
      var notes: [Float] = []
      let windowCount = (sampleCount + 3840 + 36_163) / 36_164
      for index in 0..<windowCount {
        let numbers = (0..<172).flatMap {
          [Float](repeating: Float(index * 142 + $0 - 15), count: 88)
        }
        let note = Posteriorgram(values: numbers, binCount: 88)
        let contour = Posteriorgram(values: [Float](repeating: 0, count: 172 * 264), binCount: 264)
        notes +=
          joiner.append(Posteriorgrams(note: note, onset: note, contour: contour)).note.values
      }
      early = notes.count / 88
      notes += joiner.finish(sampleCount: sampleCount).note.values
      indices = stride(from: 0, to: notes.count, by: 88).map { Int(notes[$0]) }
      let byLength =
        switch trimming {
        case .main: Int(Double(sampleCount) / 36_164 * 142)
        case .release040: Int(Double(sampleCount) * (86.0 / 22_050))
        }
      expected = min(byLength, windowCount * 142)
    }
  }

  @Test func lessThanTwoWindowsAreHeldBack() {
    var joiner = FrameJoiner<Posteriorgrams>()
    for index in 0..<20 {
      _ = joiner.append(window(index))
      #expect(142 * (index + 1) - joiner.frameCount < 2 * 142)
    }
  }
}
