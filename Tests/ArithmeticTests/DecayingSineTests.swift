import Foundation
import KernelOperands
import Kernels
import TestSupport
import Testing

@testable import Arithmetic

@Suite struct DecayingSineTests {
  /// Sines of all kinds, as a synthesiser prepares them.
  private func sines(count: Int, seed: UInt64) -> [DecayingSine] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let angle = Double.random(in: 0.003...3, using: &generator)
      let decay = 1 - Double.random(in: 0...1e-3, using: &generator)
      let phase = Double.random(in: 0...6, using: &generator)
      var sine = DecayingSine(
        real: Float(cos(phase)), imaginary: Float(sin(phase)), weight: [1, 0, 0.5, 0.25][index % 4])
      sine.slope = [0, 0, 0, 0.75 / 64][index % 4]
      for k in 0..<16 {
        sine.cosines[k] = Float(pow(decay, Double(k)) * cos(Double(k) * angle))
        sine.sines[k] = Float(pow(decay, Double(k)) * sin(Double(k) * angle))
      }
      sine.vectorReal = Float(pow(decay, 16) * cos(16 * angle))
      sine.vectorImaginary = Float(pow(decay, 16) * sin(16 * angle))
      sine.quantumReal = Float(pow(decay, 64) * cos(64 * angle))
      sine.quantumImaginary = Float(pow(decay, 64) * sin(64 * angle))
      return sine
    }
  }

  @Test(arguments: [0, 1, 2, 7, 40])
  func fastFormMatchesTheDefinition(count: Int) {
    var expected = (0..<64).map { Float($0) }
    var prepared = sines(count: count, seed: 1)
    addSinesReference(&prepared, count: count, to: &expected)
    for set in InstructionSet.available {
      var samples = (0..<64).map { Float($0) }
      var moved = sines(count: count, seed: 1)
      Arithmetic(set).addSines(&moved, count: count, to: &samples)
      for (sample, value) in zip(samples, expected) {
        // The definition's angle is that of a rounded table entry, off by 2⁻²⁴: after 64 frames, by
        // 4e-6. The fast form rounds by as little.
        #expect(abs(sample - value) <= 1e-5 * Float(max(count, 1)) + 64 * .ulpOfOne)
      }
      #expect(
        zip(moved, prepared).allSatisfy { $0.real == $1.real && abs($0.weight - $1.weight) < 1e-6 })
    }
  }

  @Test func allInstructionSetsGiveTheSameBits() {
    let results = InstructionSet.available.map { set in
      var samples = [Float](repeating: 0, count: 64)
      var moved = sines(count: 33, seed: 2)
      for _ in 0..<20 { Arithmetic(set).addSines(&moved, count: 33, to: &samples) }
      return samples.map(\.bitPattern)
    }
    #expect(Set(results).count == 1)
  }

  @Test(arguments: [0, 1, 3, 8, 15, 16, 17, 64])
  func panningMatchesTheDefinitionToTheBit(count: Int) {
    let samples = (0..<64).map { sin(Float($0)) }
    var (left, right) = (samples.map { 2 * $0 }, samples.map { $0 - 1 })
    let (a, b) = (left, right)
    addPannedReference(
      samples, count: count, left: &left, right: &right, leftGain: 0.3, rightGain: 0.7)
    for set in InstructionSet.available {
      var (x, y) = (a, b)
      Arithmetic(set).addPanned(
        samples, count: count, left: &x, right: &y, leftGain: 0.3, rightGain: 0.7)
      #expect(x == left && y == right)
    }
  }
}
