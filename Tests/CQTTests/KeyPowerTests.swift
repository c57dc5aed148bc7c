import Arithmetic
import CQT
import Foundation
import Testing
import TranscriptionTypes

@Suite struct KeyPowerTests {
  /// Power of every key in the middle of a window of sines.
  private func power(_ partials: [(frequency: Double, amplitude: Double)]) throws -> [Float] {
    let samples = (0..<ModelConstants.windowLength).map { n in
      let time = Double(n) / ModelConstants.sampleRate
      return Float(
        partials.reduce(0) { $0 + $1.amplitude * sin(2 * .pi * $1.frequency * time) })
    }
    let transform = ConstantQTransform(arithmetic: try Arithmetic())
    let power = transform.keyPower(of: transform.transform(samples))
    #expect(power.binCount == 88 && power.frameCount == 172)
    return (0..<88).map { power[frame: 86, bin: $0] }
  }

  private func frequency(ofKey key: Int) -> Double { 27.5 * pow(2, Double(key) / 12) }

  // A decibel: the kernels' answers to a sine at their centre ripple by less than that.
  @Test(arguments: [12, 27, 48, 60, 87], [1, 0.01])
  func aSineHasThePowerOfItsAmplitude(key: Int, amplitude: Double) throws {
    let power = try power([(frequency(ofKey: key), amplitude)])
    #expect(abs(10 * log10(Double(power[key])) - 20 * log10(amplitude)) < 1)
  }

  @Test func fiveHarmonicsCountAndTheSixthDoesNot() throws {
    let partials = (1...6).map { (frequency: 220 * Double($0), amplitude: 0.1) }
    #expect(abs(10 * log10(Double(try power(partials)[36])) - 10 * log10(5 * 0.01)) < 1)
  }

  @Test func silenceHasNone() throws {
    #expect(try power([]).allSatisfy { $0 == 0 })
  }
}
