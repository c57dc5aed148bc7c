import Foundation
import Kernels
import TestSupport
import Testing

@Suite struct ElementwiseTests {
  // Whole vectors, and one value more and less.
  static let counts = [0, 1, 7, 8, 9, 16, 172, 1000]

  @Test func exponentialIsWithinTwoUlps() {
    for i in -87_000...87_000 {
      let x = Float(i) / 1000
      let expected = Float(exp(Double(x)))
      let result = exponential(Vector(repeating: x))[3]
      #expect(abs(result - expected) <= 2 * expected.ulp, "e^\(x)")
    }
  }

  @Test func exponentialSaturatesInsteadOfOverflowing() {
    let result = exponential(Vector(-1000, -88, 88, 1000, 0, -0.0, 1, -1))
    #expect(result[0] == result[1] && result[0] > 0 && result[0] < 1e-37)
    #expect(result[2] == result[3] && result[2].isFinite)
    #expect(result[4] == 1 && result[5] == 1)
  }

  @Test func logarithmIsWithinTwoUlps() {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<100_000 {
      let x = Float(exp(Double.random(in: -40...40, using: &generator)))
      let expected = Float(log(Double(x)))
      // Near 1 the logarithm is small against its argument, whose last place then counts.
      let tolerance = 2 * max(expected.ulp, Float.ulpOfOne * 1e-3)
      #expect(abs(logarithm(Vector(repeating: x))[5] - expected) <= tolerance, "ln \(x)")
    }
  }

  @Test(arguments: counts)
  func decibelsMatchDefinition(count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    var result = (0..<count).map { _ in
      Float(exp(Double.random(in: -60...10, using: &generator)))
    }
    if count > 3 { result[3] = 0 }
    var expected = result
    decibelsReference(&expected, count: count)
    decibels(&result, count: count)
    // Two units of a logarithm near −23, and the rounding of two products.
    #expect(largestDifference(result, expected) <= 100 * 4 * .ulpOfOne)
  }

  @Test func decibelsOfKnownPowers() {
    var powers: [Float] = [1, 100, 0.01, 0, 1e-10, 1, 1, 1]
    decibels(&powers, count: 8)
    let expected: [Float] = [0, 20, -20, -100, -96.9897, 0, 0, 0]
    #expect(largestDifference(powers, expected) < 2e-5)
  }

  @Test(arguments: counts)
  func powerMatchesDefinition(count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    let x = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    let y = (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    var expected = [Float](repeating: 0, count: count)
    var result = expected
    powerReference(real: x, imaginary: y, scale: 3, into: &expected, count: count)
    power(real: x, imaginary: y, scale: 3, into: &result, count: count)
    #expect(largestDifference(result, expected) <= 6 * 2 * .ulpOfOne)
  }

  @Test(arguments: counts)
  func unitRangeMatchesDefinition(count: Int) {
    var generator = SplitMix64(seed: UInt64(count))
    var result = (0..<count).map { _ in Float.random(in: -90...20, using: &generator) }
    var expected = result
    stretchToUnitRangeReference(&expected, count: count)
    stretchToUnitRange(&result, count: count)
    #expect(result == expected)
    if count > 1 { #expect(result.min() == 0 && result.max() == 1) }
  }

  @Test(arguments: counts)
  func constantsStretchToZero(count: Int) {
    var values = [Float](repeating: -100, count: count)
    stretchToUnitRange(&values, count: count)
    #expect(values.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [1, 7, 8, 9, 172], [1, 3, 5, 7])
  func shiftedSigmoidMatchesDefinition(width: Int, tapCount: Int) {
    var generator = SplitMix64(seed: UInt64(width * 10 + tapCount))
    let stride = 208
    let input = (0..<(tapCount + 1) * stride).map { _ in Float.random(in: -9...9, using: &generator)
    }
    var expected = [Float](repeating: .nan, count: stride)
    var result = expected
    input.withUnsafeBufferPointer { input in
      let first = input.baseAddress! + 16
      shiftedSigmoidReference(
        first, rowStride: stride, tapCount: tapCount, bias: 0.25, into: &expected, width: width)
      shiftedSigmoid(
        first, rowStride: stride, tapCount: tapCount, bias: 0.25, into: &result, width: width)
    }
    // The sums agree exactly; the exponential may be two units off, of a result of at most 1.
    #expect(largestDifference(Array(result[..<width]), Array(expected[..<width])) <= 4 * .ulpOfOne)
    #expect(result[width..<(width + 7) / 8 * 8].allSatisfy { $0 == 0 })
  }
}
