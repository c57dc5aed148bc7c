import Arithmetic
import CQT
import Foundation
import Testing
import TranscriptionTypes

@Suite struct KeyLevelsTests {
  /// Level of every key in the middle of a window of sines.
  private func levels(_ partials: [(frequency: Double, amplitude: Double)]) throws -> [Float] {
    let samples = (0..<ModelConstants.windowLength).map { n in
      let time = Double(n) / ModelConstants.sampleRate
      return Float(
        partials.reduce(0) { $0 + $1.amplitude * sin(2 * .pi * $1.frequency * time) })
    }
    let transform = ConstantQTransform(arithmetic: try Arithmetic())
    let levels = transform.keyLevels(of: transform.transform(samples))
    #expect(levels.binCount == 88 && levels.frameCount == 172)
    return (0..<88).map { levels[frame: 86, bin: $0] }
  }

  private func frequency(ofKey key: Int) -> Double { 27.5 * pow(2, Double(key) / 12) }

  // A decibel: the kernels' answers to a sine at their centre ripple by less than that.
  @Test(arguments: [12, 27, 48, 60, 87], [1, 0.01])
  func aSineHasTheLevelOfItsAmplitude(key: Int, amplitude: Double) throws {
    let levels = try levels([(frequency(ofKey: key), amplitude)])
    #expect(abs(Double(levels[key]) - 20 * log10(amplitude)) < 1)
  }

  @Test func fiveHarmonicsCountAndTheSixthDoesNot() throws {
    let partials = (1...6).map { (frequency: 220 * Double($0), amplitude: 0.1) }
    #expect(abs(Double(try levels(partials)[36]) - 10 * log10(5 * 0.01)) < 1)
  }

  // 10⁻¹⁰ is added to the power of everything.
  @Test func silenceHasTheLowestLevel() throws {
    #expect(try levels([]).allSatisfy { abs($0 + 100) < 1e-4 })
  }
}
