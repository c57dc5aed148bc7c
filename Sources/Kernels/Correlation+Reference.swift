/// The definition of ``correlate(_:rows:rowCount:tapCount:weights:bias:rectified:into:outputStride:width:)``,
/// which every faster form must match:
///
///     output[o][t] = bias[o] + Σ_r Σ_d weights[r][d][o] · input[rows[r] + d + t]
///
/// with negative results replaced by 0 when `rectified`, for 4 outputs o and 0 ≤ t < `width`.
package func correlateReference(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, rectified: Bool,
  into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
) {
  for o in 0..<4 {
    for t in 0..<width {
      var sum = bias[o]
      for r in 0..<rowCount {
        for d in 0..<tapCount {
          sum += weights[(r * tapCount + d) * 4 + o] * input[Int(rows[r]) + d + t]
        }
      }
      output[o * outputStride + t] = rectified && sum < 0 ? 0 : sum
    }
  }
}
