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

  /// Sines that wait to be tuned, from the lowest key to beyond half the sampling rate.
  private func untuned(count: Int, seed: UInt64) -> [DecayingSine] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { index in
      DecayingSine(
        ratio: pow(1000, .random(in: 0...1, using: &generator)),
        decay: 1 - .random(in: 0...1e-3, using: &generator), real: 0.6, imaginary: 0.8,
        weight: [0, 0.5, 1][index % 3])
    }
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 40])
  func tuningMatchesTheDefinition(count: Int) {
    var expected = untuned(count: count, seed: 3)
    let fades = tuneSinesReference(&expected, count: count, to: 0.004)
    for set in InstructionSet.available {
      var tuned = untuned(count: count, seed: 3)
      #expect(Arithmetic(set).tuneSines(&tuned, count: count, to: 0.004) == fades)
      for (sine, other) in zip(tuned, expected) {
        // Four products in single precision, and one for what comes from double precision.
        for k in 0..<16 {
          #expect(abs(sine.cosines[k] - other.cosines[k]) < 4 * .ulpOfOne)
          #expect(abs(sine.sines[k] - other.sines[k]) < 4 * .ulpOfOne)
        }
        #expect(abs(sine.vectorReal - other.vectorReal) < .ulpOfOne)
        #expect(abs(sine.vectorImaginary - other.vectorImaginary) < .ulpOfOne)
        #expect(abs(sine.quantumReal - other.quantumReal) < .ulpOfOne)
        #expect(abs(sine.quantumImaginary - other.quantumImaginary) < .ulpOfOne)
        #expect(sine.slope == other.slope && sine.weight == other.weight)
      }
    }
  }

  @Test func tuningGivesTheSameBitsForAllInstructionSets() {
    let results = InstructionSet.available.map { set in
      var sines = untuned(count: 33, seed: 4)
      _ = Arithmetic(set).tuneSines(&sines, count: 33, to: 0.01)
      return sines.map { [$0.cosines, $0.sines].map { v in (0..<16).map { v[$0].bitPattern } } }
    }
    #expect(results.allSatisfy { $0 == results[0] })
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
