import SynthRenderer
import Testing
import TranscriptionTypes

@Suite struct BlockTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func blockLengthDoesNotChangeABit(seed: UInt64) {
    let midi = randomScore(seed: seed, seconds: 1, events: 120)
    let whole = SynthRenderer(dryAt: 16_000, blockLength: 1 << 20).samples(of: midi)
    #expect(whole.contains { $0 != 0 })
    for length in [1, 7, 64, 100, 4096] {
      let cut = SynthRenderer(dryAt: 16_000, blockLength: length).samples(of: midi)
      #expect(cut.map(\.bitPattern) == whole.map(\.bitPattern), "block length \(length)")
    }
  }

  @Test func allBlocksButTheLastAreFull() {
    var lengths: [Int] = []
    SynthRenderer(dryAt: 44_100, blockLength: 1000).render(score(note(60, from: 0, to: 0.1))) {
      lengths.append($0.count)
    }
    // 4410 frames and a release of 2646, of two channels.
    #expect(lengths == Array(repeating: 2000, count: 7) + [112])
  }

  @Test func monoIsTheMeanOfStereo() {
    let midi = randomScore(seed: 1, seconds: 1, events: 60)
    let stereo = SynthRenderer(dryAt: 44_100).samples(of: midi)
    let mono = SynthRenderer(dryAt: 44_100, channels: .mono).samples(of: midi)
    let mean = stride(from: 0, to: stereo.count, by: 2).map { (stereo[$0] + stereo[$0 + 1]) / 2 }
    #expect(mono == mean)
  }

  @Test func lowKeysLeanLeftAndHighKeysRight() {
    let low = SynthRenderer(dryAt: 44_100).samples(of: score(note(21, from: 0, to: 0.1)))
    let high = SynthRenderer(dryAt: 44_100).samples(of: score(note(108, from: 0, to: 0.1)))
    let isLeft = { (x: [Float]) in
      stride(from: 0, to: x.count, by: 2).allSatisfy { abs(x[$0]) >= abs(x[$0 + 1]) }
    }
    #expect(isLeft(low) && !isLeft(high))
  }

  @Test func errorOfTheSinkEndsTheRendering() {
    struct Full: Error {}
    var calls = 0
    #expect(throws: Full.self) {
      try SynthRenderer(dryAt: 44_100, blockLength: 64).render(score(note(60, from: 0, to: 1))) {
        (_: [Float]) throws(Full) in
        calls += 1
        throw Full()
      }
    }
    #expect(calls == 1)
  }
}
