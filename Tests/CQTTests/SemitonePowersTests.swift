import Arithmetic
import CQT
import Testing
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct SemitonePowersTests {
  private static let transform = ConstantQTransform(arithmetic: .best)

  private func powers(_ samples: [Float]) -> BandPowers {
    Self.transform.semitonePowers(of: Self.transform.transform(samples), samples: samples)
  }

  /// A4 is the 49th key. In the middle bin of a semitone's three, a sine has its full power, and in those
  /// beside it, a third of a semitone away, some of it again.
  @Test func aSineHasItsPowerInItsSemitone() {
    let samples = (0..<ModelConstants.windowLength).map {
      Float(0.5 * sin(2 * .pi * 440 * Double($0) / 22_050))
    }
    let powers = powers(samples)
    #expect(powers.frameCount == 172)
    let frame = Array(powers.bands[86 * BandPowers.bandCount..<87 * BandPowers.bandCount])
    #expect(frame.indices.max { frame[$0] < frame[$1] } == 48)
    #expect((0.25...0.75).contains(frame[48]))
    #expect(frame.enumerated().allSatisfy { abs($0 - 48) <= 1 || $1 < 0.01 })
    // 256 samples are 5.1 periods: the tenth of one that is too much has at most twice the mean.
    #expect(powers.total.dropFirst().dropLast().allSatisfy { abs($0 - 0.25) < 0.01 })
  }

  @Test func silenceHasNone() {
    let powers = powers([Float](repeating: 0, count: ModelConstants.windowLength))
    #expect(powers.total.allSatisfy { $0 == 0 } && powers.bands.allSatisfy { $0 < 1e-12 })
  }

  /// Where a click is, and nowhere else.
  @Test func framesAreWhereTheyAre() {
    var samples = [Float](repeating: 0, count: ModelConstants.windowLength)
    samples[100 * 256] = 1
    let total = powers(samples).total
    #expect(total[100] == 2.0 / 256)
    #expect(total.enumerated().allSatisfy { $0 == 100 || $1 == 0 })
  }
}
