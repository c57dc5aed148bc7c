import Kernels
import TestSupport
import Testing

@Suite struct CorrelationTests {
  // Widths on both sides of a whole number of vectors, then the model's own.
  @Test(arguments: [1, 7, 8, 9, 16, 88, 172, 264], [false, true])
  func simdMatchesReference(width: Int, rectified: Bool) {
    var generator = SplitMix64(seed: UInt64(width))
    let (rowCount, tapCount, rowLength) = (5, 3, 300)
    let input = (0..<rowCount * rowLength).map { _ in Float.random(in: -1...1, using: &generator) }
    // Out of order, so that nothing can rely on rows that follow each other.
    let rows = [3, 0, 4, 1, 2].map { Int32($0 * rowLength) }
    let weights = (0..<rowCount * tapCount * 4).map { _ in
      Float.random(in: -1...1, using: &generator)
    }
    let bias: [Float] = [0.5, -0.5, 0, 2]
    var expected = [Float](repeating: .nan, count: 4 * rowLength)
    correlateReference(
      input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
      rectified: rectified, into: &expected, outputStride: rowLength, width: width)
    var result = [Float](repeating: .nan, count: 4 * rowLength)
    correlate(
      input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
      rectified: rectified, into: &result, outputStride: rowLength, width: width)
    // A kernel that reorders a sum or fuses multiply and add is bounded by n · ulpOfOne · Σ|terms|.
    let terms = Float(rowCount * tapCount + 1)
    for o in 0..<4 {
      for t in 0..<width {
        let i = o * rowLength + t
        #expect(abs(result[i] - expected[i]) <= terms * .ulpOfOne * (terms + 1))
      }
      let padded = (width + 7) / 8 * 8
      #expect(result[o * rowLength + width..<o * rowLength + padded].allSatisfy { $0 == 0 })
      #expect(result[o * rowLength + padded..<(o + 1) * rowLength].allSatisfy { $0.isNaN })
    }
  }

  @Test func handWorkedSum() {
    // Two rows, two taps: output 0 adds, output 1 subtracts the second row, 2 is bias, 3 is zero.
    let input: [Float] = [1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 10, 20, 30, 0, 0, 0, 0, 0, 0, 0]
    let weights: [Float] = [1, 1, 0, 0, 1, 1, 0, 0, 1, -1, 0, 0, 1, -1, 0, 0]
    var output = [Float](repeating: .nan, count: 32)
    correlate(
      input, rows: [0, 10], rowCount: 2, tapCount: 2, weights: weights, bias: [0, 0, 7, -1],
      rectified: true, into: &output, outputStride: 8, width: 2)
    #expect(Array(output[0..<3]) == [33, 55, 0])
    #expect(Array(output[8..<11]) == [0, 0, 0])
    #expect(Array(output[16..<19]) == [7, 7, 0])
    #expect(Array(output[24..<27]) == [0, 0, 0])
  }
}

@Suite struct FusedCorrelationTests {
  @Test(arguments: [1, 3, 4, 5, 8, 88, 172, 264])
  func simdIsTheReferenceBitForBit(width: Int) {
    var generator = SplitMix64(seed: UInt64(width))
    let (rowCount, rowLength) = (20, 300)
    let input = (0..<rowCount * rowLength).map { _ in Float.random(in: -1...1, using: &generator) }
    let rows = (0..<rowCount).map { Int32($0 * 7 % rowCount * rowLength) }
    let weights = (0..<rowCount * 4).map { _ in Float.random(in: -1...1, using: &generator) }
    var expected = [Float](repeating: .nan, count: 4 * rowLength)
    correlateFusedReference(
      input, rows: rows, rowCount: rowCount, weights: weights, into: &expected,
      outputStride: rowLength, width: width)
    var result = [Float](repeating: .nan, count: 4 * rowLength)
    correlateFused(
      input, rows: rows, rowCount: rowCount, weights: weights, into: &result,
      outputStride: rowLength, width: width)
    for o in 0..<4 {
      let range = o * rowLength..<o * rowLength + width
      #expect(result[range] == expected[range])
    }
  }
}
