import Arithmetic
import Foundation
import Kernels
import TestSupport
import Testing

@Suite struct ElementwiseTests {
  // Whole vectors, and one value more and less.
  static let counts = [0, 1, 7, 8, 9, 15, 16, 17, 172, 1000]

  @Test(arguments: InstructionSet.available)
  func decibelsAreAccurate(instructionSet: InstructionSet) {
    var generator = SplitMix64(seed: 4)
    var values = (0..<100_000).map { _ in
      Float(exp(Double.random(in: -23...40, using: &generator)))
    }
    let expected = values.map { 10 * log10(Double($0) + 1e-10) }
    Arithmetic(instructionSet).decibels(&values, count: values.count)
    for (value, truth) in zip(values, expected) {
      // Two units of the logarithm, one of 1e-10 + x, which counts 4.3 dB a unit, and two products.
      let tolerance = max(Float(truth).ulp * 4, 10 * .ulpOfOne)
      #expect(abs(value - Float(truth)) <= tolerance)
    }
  }

  @Test(arguments: InstructionSet.available, counts)
  func decibelsMatchDefinition(instructionSet: InstructionSet, count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    var result = (0..<count).map { _ in
      Float(exp(Double.random(in: -60...10, using: &generator)))
    }
    if count > 3 { result[3] = 0 }
    var expected = result
    decibelsReference(&expected, count: count)
    Arithmetic(instructionSet).decibels(&result, count: count)
    // Two units of a logarithm near −23, and the rounding of two products.
    #expect(largestDifference(result, expected) <= 100 * 4 * .ulpOfOne)
  }

  @Test(arguments: InstructionSet.available)
  func decibelsOfKnownPowers(instructionSet: InstructionSet) {
    var powers: [Float] = [1, 100, 0.01, 0, 1e-10] + Array(repeating: 1, count: 27)
    Arithmetic(instructionSet).decibels(&powers, count: 32)
    let expected: [Float] = [0, 20, -20, -100, -96.9897] + Array(repeating: 0, count: 27)
    #expect(largestDifference(powers, expected) < 2e-5)
  }

  @Test(arguments: InstructionSet.available, counts)
  func powerMatchesDefinition(instructionSet: InstructionSet, count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let x = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    let y = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    var expected = [Float](repeating: 0, count: count)
    var result = expected
    powerReference(real: x, imaginary: y, scale: 3, into: &expected, count: count)
    Arithmetic(instructionSet).power(
      real: x, imaginary: y, scale: 3, into: &result, count: count)
    #expect(largestDifference(result, expected) <= 6 * 2 * .ulpOfOne)
  }

  @Test(arguments: InstructionSet.available, counts)
  func unitRangeMatchesDefinition(instructionSet: InstructionSet, count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    var result = (0..<count).map { _ in Float.random(in: -90...20, using: &generator) }
    var expected = result
    stretchToUnitRangeReference(&expected, count: count)
    Arithmetic(instructionSet).stretchToUnitRange(&result, count: count)
    #expect(result == expected)
    if count > 1 { #expect(result.min() == 0 && result.max() == 1) }
    var constants = [Float](repeating: -100, count: count)
    Arithmetic(instructionSet).stretchToUnitRange(&constants, count: count)
    #expect(constants.allSatisfy { $0 == 0 })
  }

  @Test(arguments: InstructionSet.available, [0, 1, 15, 16, 33, 300])
  func exponentialsAreWithinTwoUnits(instructionSet: InstructionSet, count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let values = (0..<count).map { _ in Float.random(in: -87...87, using: &generator) }
    var (found, plain, expected) = (values, values, values)
    exponentialsReference(&expected, count: count)
    Arithmetic(instructionSet).exponentials(&found, count: count)
    Arithmetic(.baseline).exponentials(&plain, count: count)
    #expect(found == plain, "all instruction sets give the same bits")
    for (one, other) in zip(found, expected) { #expect(abs(one - other) <= 2 * other.ulp) }
  }

  /// σ(x) is eˣ itself for very negative x, so this holds the exponential to its claim, too.
  @Test(arguments: InstructionSet.available)
  func sigmoidIsAccurate(instructionSet: InstructionSet) {
    let arithmetic = Arithmetic(instructionSet)
    let input = [Float](repeating: 0, count: 64)
    var partialSums = [Float](repeating: 0, count: 64)
    var output = [Float](repeating: .nan, count: 32)
    for step in -8600...8600 {
      let bias = Float(step) / 100
      partialSums.withUnsafeMutableBufferPointer {
        arithmetic.correlateToSigmoid(
          input, rows: [0], rowCount: 1, tapCount: 1, weights: [0], bias: bias,
          partialSums: $0.baseAddress! + 8, rowStride: 8, into: &output, width: 16)
      }
      let expected = Float(1 / (1 + exp(-Double(bias))))
      // Two units of the exponential, one of the sum and one of the division.
      #expect(output[..<16].allSatisfy { abs($0 - expected) <= 4 * expected.ulp }, "σ(\(bias))")
    }
  }

  @Test func sigmoidSaturatesInsteadOfOverflowing() {
    for instructionSet in InstructionSet.available {
      for (bias, expected) in [(Float(-1000), Float(0)), (1000, 1), (0, 0.5)] {
        var output = [Float](repeating: .nan, count: 32)
        var partialSums = [Float](repeating: 0, count: 64)
        let input = [Float](repeating: 0, count: 64)
        partialSums.withUnsafeMutableBufferPointer {
          Arithmetic(instructionSet).correlateToSigmoid(
            input, rows: [0], rowCount: 1, tapCount: 1, weights: [0], bias: bias,
            partialSums: $0.baseAddress! + 8, rowStride: 8, into: &output, width: 16)
        }
        #expect(output[..<16].allSatisfy { abs($0 - expected) < 1e-37 })
      }
    }
  }
}
