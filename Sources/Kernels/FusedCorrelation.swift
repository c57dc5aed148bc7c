/// The definition of ``correlateFused(_:rows:rowCount:weights:into:outputStride:width:)``:
///
///     output[o][t] = Σ_r weights[r][o] · input[rows[r] + t]
///
/// for 8 outputs o and 0 ≤ t < `width`, where each product is added before it is rounded, in the
/// order of the rows.
package func correlateFusedReference(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int,
  weights: UnsafePointer<Float>,
  into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
) {
  for o in 0..<8 {
    for t in 0..<width {
      var sum: Float = 0
      for r in 0..<rowCount { sum.addProduct(weights[r * 8 + o], input[Int(rows[r]) + t]) }
      output[o * outputStride + t] = sum
    }
  }
}

/// Correlates rows of input with eight sets of weights at once, rounding where the reference rounds.
///
/// The logarithm after the constant-Q transform turns the rounding of soft bins beside a loud one
/// into decibels: with products rounded on their own, posteriorgrams of a pure tone differ from the
/// reference's by 5 · 10⁻⁴, with fused products by 10⁻⁶.
///
/// - Parameters:
///   - input: where row offsets count from. A row is read up to `width` rounded up to whole pairs of
///     vectors.
///   - rows: offset of each row's first value, in values.
///   - weights: shape (`rowCount`, 8).
///   - output: 8 rows, `outputStride` values apart, written up to `width` rounded up to whole pairs
///     of vectors.
package func correlateFused(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int,
  weights: UnsafePointer<Float>,
  into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
) {
  #if KERNELS_FMA || arch(arm64)
    withZeroBias { bias in
      correlate(
        input, rows: rows, rowCount: rowCount, tapCount: 1, weights: weights, bias: bias,
        rectified: false, into: output, outputStride: outputStride, width: width)
    }
  #else
    for half in 0..<2 {
      correlateInDoublePrecision(
        input, rows: rows, rowCount: rowCount, weights: weights + half * 4,
        into: output + half * 4 * outputStride, outputStride: outputStride, width: width)
    }
  #endif
}

#if KERNELS_FMA || arch(arm64)
  @inline(__always)
  private func withZeroBias(_ body: (UnsafePointer<Float>) -> Void) {
    var zeros = SIMD8<Float>.zero
    withUnsafePointer(to: &zeros) { body(UnsafeRawPointer($0).assumingMemoryBound(to: Float.self)) }
  }
#else
  /// Four of eight outputs, with sums rounded to single precision at every step.
  ///
  /// Plain x86-64 has no fused multiply-add, but double precision holds the product of two singles
  /// exactly. Its own rounding of the sum comes first and is felt once in 2²⁹ times.
  private func correlateInDoublePrecision(
    _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int,
    weights: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
  ) {
    var t = 0
    while t < width {
      var sum0 = SIMD4<Float>.zero
      var sum1 = SIMD4<Float>.zero
      var sum2 = SIMD4<Float>.zero
      var sum3 = SIMD4<Float>.zero
      for r in 0..<rowCount {
        let x = SIMD4<Double>(load(input + Int(rows[r]) + t))
        let weight = weights + r * 8
        sum0 = SIMD4<Float>(SIMD4<Double>(sum0) + x * Double(weight[0]))
        sum1 = SIMD4<Float>(SIMD4<Double>(sum1) + x * Double(weight[1]))
        sum2 = SIMD4<Float>(SIMD4<Double>(sum2) + x * Double(weight[2]))
        sum3 = SIMD4<Float>(SIMD4<Double>(sum3) + x * Double(weight[3]))
      }
      store(sum0, to: output + t)
      store(sum1, to: output + outputStride + t)
      store(sum2, to: output + 2 * outputStride + t)
      store(sum3, to: output + 3 * outputStride + t)
      t += laneCount
    }
  }
#endif
