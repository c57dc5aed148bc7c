import Arithmetic
import Kernels
import TestSupport
import Testing

@Suite struct CorrelationTests {
  // Widths on both sides of a whole number of vectors, then the model's own.
  @Test(arguments: InstructionSet.available, [1, 7, 8, 9, 16, 31, 33, 88, 172, 264])
  func simdMatchesReference(instructionSet: InstructionSet, width: Int) {
    for (tapCount, rectified, addsToOutput) in [
      (1, false, false), (3, true, false), (5, false, true), (7, true, true), (2, true, false),
    ] {
      expectMatch(
        instructionSet, width: width, tapCount: tapCount, rectified: rectified,
        addsToOutput: addsToOutput)
    }
  }

  private func expectMatch(
    _ instructionSet: InstructionSet, width: Int, tapCount: Int, rectified: Bool,
    addsToOutput: Bool
  ) {
    var generator = SplitMix64(seed: UInt64(width * 10 + tapCount))
    let (rowCount, rowLength) = (5, 336)
    let input = (0..<rowCount * rowLength).map { _ in Float.random(in: -1...1, using: &generator) }
    // Out of order, so that nothing can rely on rows that follow each other.
    let rows = [3, 0, 4, 1, 2].map { Int32($0 * rowLength) }
    let weights = (0..<rowCount * tapCount * 8).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    let bias: [Float]? = addsToOutput ? nil : [0.5, -0.5, 0, 2, 1, -1, 0.25, 0.125]
    var expected = (0..<8 * rowLength).map { _ in Float.random(in: -1...1, using: &generator) }
    var result = expected
    let before = expected
    correlateReference(
      input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
      rectified: rectified, into: &expected, outputStride: rowLength, width: width)
    Arithmetic(instructionSet).correlate(
      input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
      rectified: rectified, into: &result, outputStride: rowLength, width: width)
    // A kernel that reorders a sum or fuses multiply and add is bounded by n · ulpOfOne · Σ|terms|.
    let terms = Float(rowCount * tapCount + 1)
    // The widest pair of vectors: nothing may be written past that.
    let end = (width + 31) / 32 * 32
    for o in 0..<8 {
      let row = o * rowLength
      #expect(
        largestDifference(Array(result[row..<row + width]), Array(expected[row..<row + width]))
          <= terms * .ulpOfOne * (terms + 1))
      #expect(result[row + width..<row + (width + 7) / 8 * 8].allSatisfy { $0 == 0 })
      #expect(result[row + end..<row + rowLength] == before[row + end..<row + rowLength])
    }
  }

  @Test(arguments: InstructionSet.available)
  func handWorkedSum(instructionSet: InstructionSet) {
    // Two rows, two taps: output 0 adds, output 1 subtracts the second row, 2 is bias, 3 is zero.
    var input = [Float](repeating: 0, count: 128)
    input.replaceSubrange(0..<3, with: [1, 2, 3])
    input.replaceSubrange(64..<67, with: [10, 20, 30])
    let none: [Float] = [0, 0, 0, 0]
    let weights: [Float] =
      [1, 1, 0, 0] + none + [1, 1, 0, 0] + none + [1, -1, 0, 0] + none + [1, -1, 0, 0] + none
    var output = [Float](repeating: .nan, count: 8 * 32)
    Arithmetic(instructionSet).correlate(
      input, rows: [0, 64], rowCount: 2, tapCount: 2, weights: weights,
      bias: [0, 0, 7, -1, 0, 0, 0, 0], rectified: true, into: &output, outputStride: 32, width: 2)
    #expect(Array(output[0..<3]) == [33, 55, 0])
    #expect(Array(output[32..<35]) == [0, 0, 0])
    #expect(Array(output[64..<67]) == [7, 7, 0])
    #expect(Array(output[96..<99]) == [0, 0, 0])
  }
}

@Suite struct FusedCorrelationTests {
  @Test(arguments: InstructionSet.available, [1, 3, 4, 5, 8, 31, 33, 88, 172, 264])
  func simdIsTheReferenceBitForBit(instructionSet: InstructionSet, width: Int) {
    var generator = SplitMix64(seed: UInt64(width))
    let (rowCount, rowLength) = (20, 320)
    let input = (0..<rowCount * rowLength).map { _ in Float.random(in: -1...1, using: &generator) }
    let rows = (0..<rowCount).map { Int32($0 * 7 % rowCount * rowLength) }
    let weights = (0..<rowCount * 8).map { _ in Float.random(in: -1...1, using: &generator) }
    var expected = [Float](repeating: .nan, count: 8 * rowLength)
    correlateFusedReference(
      input, rows: rows, rowCount: rowCount, weights: weights, into: &expected,
      outputStride: rowLength, width: width)
    var result = [Float](repeating: .nan, count: 8 * rowLength)
    Arithmetic(instructionSet).correlateFused(
      input, rows: rows, rowCount: rowCount, weights: weights, into: &result,
      outputStride: rowLength, width: width)
    for o in 0..<8 {
      let range = o * rowLength..<o * rowLength + width
      #expect(result[range] == expected[range])
    }
  }
}

@Suite struct SigmoidCorrelationTests {
  @Test(arguments: InstructionSet.available, [1, 7, 8, 9, 31, 33, 172])
  func simdMatchesReference(instructionSet: InstructionSet, width: Int) {
    for tapCount in [1, 2, 3, 5, 7] {
      var generator = SplitMix64(seed: UInt64(width * 10 + tapCount))
      let (rowCount, rowLength, first) = (6, 208, 16)
      // Rows hold zeros around their frames.
      let input = (0..<rowCount * rowLength).map { i in
        (first..<first + width).contains(i % rowLength)
          ? Float.random(in: -1...1, using: &generator) : 0
      }
      let rows = [5, 0, 3, 1, 4, 2].map { Int32($0 * rowLength + first) }
      let weights = (0..<rowCount * tapCount).map { _ in
        Float.random(in: -1...1, using: &generator)
      }
      var expected = [Float](repeating: .nan, count: rowLength)
      correlateToSigmoidReference(
        input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: 0.25,
        into: &expected, width: width)
      var result = [Float](repeating: .nan, count: rowLength)
      var partialSums = [Float](repeating: 0, count: 7 * rowLength + first)
      partialSums.withUnsafeMutableBufferPointer {
        Arithmetic(instructionSet).correlateToSigmoid(
          input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: 0.25,
          partialSums: $0.baseAddress! + first, rowStride: rowLength, into: &result, width: width)
      }
      // Reordered sums of n terms below 1, flattened by 4 at least; the exponential's two units.
      let terms = Float(rowCount * tapCount + 1)
      #expect(
        largestDifference(Array(result[..<width]), Array(expected[..<width]))
          <= .ulpOfOne * (terms * terms / 4 + 4))
      #expect(result[width..<(width + 3) / 4 * 4].allSatisfy { $0 == 0 })
    }
  }
}
