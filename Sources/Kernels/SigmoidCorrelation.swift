/// The definition of ``correlateToSigmoid(_:rows:rowCount:tapCount:weights:bias:into:width:)``:
///
///     output[t] = σ(bias + Σ_r Σ_d weights[r][d] · input[rows[r] + d + t]),  σ(x) = 1 / (1 + e⁻ˣ)
///
/// for 0 ≤ t < `width`.
package func correlateToSigmoidReference(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: Float,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  for t in 0..<width {
    var sum = bias
    for r in 0..<rowCount {
      for d in 0..<tapCount {
        sum.addProduct(weights[r * tapCount + d], input[Int(rows[r]) + d + t])
      }
    }
    output[t] = 1 / (1 + exponential(-sum))
  }
}

/// Correlates rows of input with one set of weights and squashes the result to 0…1: the last layer
/// of each of the network's answers.
///
/// With one output there is no load of input to share, so frames share the loads of weights, as many
/// as hide the time an addition takes.
///
/// - Parameters:
///   - input: where row offsets count from. A row is read for `tapCount - 1` values beyond `width`
///     rounded up to four vectors.
///   - weights: shape (`rowCount`, `tapCount`).
///   - output: written up to `width` rounded up to four vectors; the values beyond `width` are 0.
package func correlateToSigmoid(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: Float,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  let step = 4 * laneCount
  var t = 0
  while t < width {
    var lower = VectorPair.repeating(bias)
    var upper = VectorPair.repeating(bias)
    var weight = weights
    for r in 0..<rowCount {
      let source = input + Int(rows[r]) + t
      for d in 0..<tapCount {
        lower = lower.adding(VectorPair(from: source + d), times: weight[d])
        upper = upper.adding(VectorPair(from: source + d + 2 * laneCount), times: weight[d])
      }
      weight += tapCount
    }
    lower.squashed.store(to: output + t, keepingFirst: width - t)
    upper.squashed.store(to: output + t + 2 * laneCount, keepingFirst: width - t - 2 * laneCount)
    t += step
  }
}

extension VectorPair {
  @inline(__always)
  fileprivate var squashed: VectorPair {
    VectorPair(1 / (1 + exponential(-first)), 1 / (1 + exponential(-second)))
  }
}
