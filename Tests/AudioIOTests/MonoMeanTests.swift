import AudioIO
import TestSupport
import Testing

@Suite struct MonoMeanTests {
  @Test func oneChannelPassesUntouched() {
    #expect(MonoMean(channelCount: 1).mix([0.25, -1, 3]) == [0.25, -1, 3])
  }

  @Test func twoChannelsMeetInTheMiddle() {
    #expect(MonoMean(channelCount: 2).mix([1, 0, -0.5, 0.25, 3, 3]) == [0.5, -0.125, 3])
  }

  @Test(arguments: [2, 5, 9])
  func noFramesHaveNoMean(channelCount: Int) {
    #expect(MonoMean(channelCount: channelCount).mix([]) == [])
  }

  /// Eight frames at a time and the rest, anywhere in memory, as one by one.
  @Test(arguments: 0...25)
  func stereoIsMixedAsFrameByFrame(frameCount: Int) throws {
    let noise = try NumPyArray(fixture: "AudioIO/noise.npy").values
    let samples = noise[3..<3 + 2 * frameCount]
    let expected = (0..<frameCount).map { (frame: Int) -> Float in
      (noise[3 + 2 * frame] + noise[4 + 2 * frame]) / 2
    }
    #expect(MonoMean(channelCount: 2).mix(samples) == expected)
  }

  @Test func twoNegativeZerosMakeAPositiveOne() {
    #expect(MonoMean(channelCount: 2).mix([-0.0, -0.0])[0].sign == .plus)
    let many = MonoMean(channelCount: 2).mix(.init(repeating: -0.0, count: 18))
    #expect(many.count == 9 && many.allSatisfy { $0.sign == .plus })
    #expect(MonoMean(channelCount: 9).mix(.init(repeating: -0.0, count: 9))[0].sign == .plus)
  }

  @Test func slicesCountFromTheirOwnStart() {
    let samples: [Float] = [9, 9, 9, 1, 2, 3, 4]
    #expect(MonoMean(channelCount: 2).mix(samples[3...]) == [1.5, 3.5])
  }

  /// Exact, because the order of the additions is part of what is promised: below, at and above
  /// the 8 lanes, a multiple of them and not, and above the 128 terms of one block.
  @Test(arguments: [2, 3, 7, 8, 12, 20, 130])
  func meanIsRoundedAsNumPyDoes(channelCount: Int) throws {
    let noise = try NumPyArray(fixture: "AudioIO/noise.npy").values
    let expected = try NumPyArray(fixture: "AudioIO/mean-\(channelCount).npy").values
    let mean = MonoMean(channelCount: channelCount).mix(noise[..<(20 * channelCount)])
    #expect(mean == expected)
  }
}
