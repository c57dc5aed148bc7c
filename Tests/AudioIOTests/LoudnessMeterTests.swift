import AudioIO
import Foundation
import Testing

/// Held against the figures of ITU-R BS.1770-4 and EBU Tech 3341, which allow 0.1 dB.
@Suite struct LoudnessMeterTests {
  private func loudness(_ stretches: [(level: Double, seconds: Double)], rate: Double) -> Double? {
    var meter = LoudnessMeter(sampleRate: rate)
    for (level, seconds) in stretches {
      let amplitude = pow(10, level / 20)
      let count = Int(seconds * rate)
      meter.append((0..<count).map { Float(amplitude * sin(2 * .pi * 997 * Double($0) / rate)) })
    }
    return meter.loudness
  }

  @Test(arguments: [8000.0, 22_050, 44_100, 48_000, 96_000, 384_000])
  func fullScaleAt997HzIsMinusThree(rate: Double) throws {
    #expect(abs(try #require(loudness([(0, 2)], rate: rate)) + 3.01) < 0.1)
    #expect(abs(try #require(loudness([(-40, 2)], rate: rate)) + 43.01) < 0.1)
  }

  /// Tech 3341's third case, and the fourth, with one channel: 3.01 less than with two.
  @Test func quietPassagesAndPausesDoNotCount() throws {
    let third = [(-36.0, 10.0), (-23, 60), (-36, 10)]
    #expect(abs(try #require(loudness(third, rate: 48_000)) + 26.01) < 0.1)
    let fourth = [(-72.0, 10.0)] + third + [(-72, 10)]
    #expect(abs(try #require(loudness(fourth, rate: 48_000)) + 26.01) < 0.1)
  }

  /// Its fifth: the passages less than 10 dB below the mean count.
  @Test func passagesNearTheMeanCount() throws {
    let fifth = [(-26.0, 20.0), (-20, 20.1), (-26, 20)]
    #expect(abs(try #require(loudness(fifth, rate: 48_000)) + 26.01) < 0.1)
  }

  @Test func silenceHasNoLoudness() {
    #expect(loudness([], rate: 44_100) == nil)
    #expect(loudness([(0, 0.39)], rate: 44_100) == nil)
    #expect(loudness([(-200, 2)], rate: 44_100) == nil)
  }

  @Test func lowAndHighTonesWeighAsHeard() throws {
    // Figures 2 and 4 of annex 1 by eye: 4 dB more in the treble, half as much or less in the bass.
    func sine(_ hertz: Double) throws -> Double {
      var meter = LoudnessMeter(sampleRate: 48_000)
      meter.append((0..<96_000).map { Float(sin(2 * .pi * hertz * Double($0) / 48_000)) })
      return try #require(meter.loudness)
    }
    #expect(try (-0.2...0.8).contains(sine(8000)))
    #expect(try sine(40) < -8)
  }
}
