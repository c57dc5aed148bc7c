import CQT
import TestSupport
import Testing

@Suite struct SpectralFluxTests {
  private func flux(_ samples: [Float], blockLength: Int = 5000) -> [Float] {
    var stream = SpectralFlux()
    var values: [Float] = []
    for start in stride(from: 0, to: samples.count, by: blockLength) {
      values += stream.append(Array(samples[start..<min(samples.count, start + blockLength)]))
    }
    return values + stream.finish()
  }

  private func noise(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
  }

  @Test func silenceDoesNotRise() {
    #expect(flux([Float](repeating: 0, count: 22_050)).allSatisfy { $0 == 0 })
  }

  @Test func aBurstOfNoisePeaksWhereItBegins() throws {
    let samples = [Float](repeating: 0, count: 20_480) + noise(8192)
    let values = flux(samples)
    let peak = try #require(values.indices.max { values[$0] < values[$1] })
    // Frame 80 is centred on the beginning; its window, four hops long, sees it two frames before.
    #expect((78...81).contains(peak))
    #expect(values[peak] > 10)
    #expect(values[..<76].allSatisfy { $0 == 0 })
  }

  @Test func blocksDoNotMatter() {
    let samples = noise(30_000)
    #expect(flux(samples, blockLength: 311) == flux(samples, blockLength: 30_000))
  }

  @Test(arguments: [1024, 5000, 22_050])
  func thereIsAFrameForEachHop(count: Int) {
    // Two more or less than hops: the last window is whole, and each stands for two.
    #expect(abs(flux(noise(count)).count - count / 256) <= 2)
  }
}
