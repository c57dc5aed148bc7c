import AudioIO
import TestSupport
import Testing

@Suite struct ResamplerTests {
  /// Everything that comes of an input handed over in blocks.
  private func resample(
    _ samples: [Float], from: Double, to: Double, blockLength: Int
  ) throws -> [Float] {
    var resampler = try Resampler(from: from, to: to)
    var output: [Float] = []
    for start in stride(from: 0, to: samples.count, by: blockLength) {
      var block = samples[start..<min(start + blockLength, samples.count)]
      while !block.isEmpty { output += try resampler.process(&block) }
    }
    while case let rest = try resampler.flush(), !rest.isEmpty { output += rest }
    return output
  }

  @Test func nothingComesOfNothing() throws {
    #expect(try resample([], from: 44_100, to: 22_050, blockLength: 1) == [])
  }

  @Test func equalRatesChangeNothing() throws {
    let samples: [Float] = [0.5, -2, 0.25]
    #expect(try resample(samples, from: 22_050, to: 22_050, blockLength: 2) == samples)
  }

  @Test(arguments: [(1, 44_100.0, 1), (3, 44_100, 2), (2, 8000, 6), (5, 96_000, 2)])
  func lengthIsRoundedUp(inputCount: Int, rate: Double, outputCount: Int) throws {
    let input = [Float](repeating: 0.5, count: inputCount)
    let output = try resample(input, from: rate, to: 22_050, blockLength: 8)
    #expect(output.count == outputCount)
  }

  /// Exact, because both are libsoxr; its 0.1.3 is the only version in circulation.
  @Test(arguments: [8000, 11_025, 16_000, 44_100, 48_000, 96_000])
  func samplesAreLibrosas(rate: Int) throws {
    let noise = try NumPyArray(fixture: "AudioIO/noise.npy").values
    let expected = try NumPyArray(fixture: "AudioIO/noise-\(rate).npy").values
    for blockLength in [1, 7, 1000, 4096] {
      let output = try resample(noise, from: Double(rate), to: 22_050, blockLength: blockLength)
      #expect(output == expected, "in blocks of \(blockLength)")
    }
  }

  @Test func steepConversionsComeInSmallPieces() throws {
    var resampler = try Resampler(from: 1, to: 100_000)
    var input: ArraySlice<Float> = [1, 1, 1]
    var total = 0
    while !input.isEmpty { total += try resampler.process(&input).count }
    while case let rest = try resampler.flush(), !rest.isEmpty {
      #expect(rest.count <= 65_536)
      total += rest.count
    }
    #expect(total == 300_000)
  }
}
