/// The definition of ``correlate(_:rows:rowCount:tapCount:weights:bias:rectified:into:outputStride:width:)``:
///
///     output[o][t] = bias[o] + Σ_r Σ_d weights[r][d][o] · input[rows[r] + d + t]
///
/// for 8 outputs o and 0 ≤ t < `width`. Without a bias the sum starts from what `output` holds; when
/// `rectified`, negative results become 0.
package func correlateReference(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, rectified: Bool,
  into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
) {
  for o in 0..<8 {
    for t in 0..<width {
      var sum = bias?[o] ?? output[o * outputStride + t]
      for r in 0..<rowCount {
        for d in 0..<tapCount {
          sum.addProduct(weights[(r * tapCount + d) * 8 + o], input[Int(rows[r]) + d + t])
        }
      }
      output[o * outputStride + t] = rectified && sum < 0 ? 0 : sum
    }
  }
}

/// Correlates rows of input with eight sets of weights at once.
///
/// The direct convolutions of the network take this form, and on machines with fused multiply-add so
/// do the kernels of the constant-Q transform; they differ in what a row is. Outputs share each load
/// of input, and neighbouring frames each load of a weight.
///
/// - Parameters:
///   - input: where row offsets count from. A row is read for `tapCount - 1` values beyond `width`
///     rounded up to whole pairs of vectors.
///   - rows: offset of each row's first value, in values.
///   - weights: shape (`rowCount`, `tapCount`, 8).
///   - bias: 8 values, or none to add to what `output` holds.
///   - rectified: whether negative results become 0.
///   - output: 8 rows, `outputStride` values apart. They are written up to `width` rounded up to
///     whole pairs of vectors; the values beyond `width` are 0, so that a later layer reads silence
///     there.
package func correlate(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, rectified: Bool,
  into output: UnsafeMutablePointer<Float>, outputStride stride: Int, width: Int
) {
  var t = 0
  while t < width {
    #if KERNELS_WIDE
      // 32 registers hold both halves.
      var lower = OutputQuad(bias, else: output + t, stride: stride)
      var upper = OutputQuad(bias.map { $0 + 4 }, else: output + 4 * stride + t, stride: stride)
      var weight = weights
      for r in 0..<rowCount {
        var source = input + Int(rows[r]) + t
        for _ in 0..<tapCount {
          let x = VectorPair(from: source)
          lower.add(x, times: weight)
          upper.add(x, times: weight + 4)
          weight += 8
          source += 1
        }
      }
      if rectified {
        lower.rectify()
        upper.rectify()
      }
      lower.store(to: output + t, stride: stride, keepingFirst: width - t)
      upper.store(to: output + 4 * stride + t, stride: stride, keepingFirst: width - t)
    #else
      for half in 0..<2 {
        let target = output + half * 4 * stride + t
        var quad = OutputQuad(bias.map { $0 + half * 4 }, else: target, stride: stride)
        var weight = weights + half * 4
        for r in 0..<rowCount {
          var source = input + Int(rows[r]) + t
          for _ in 0..<tapCount {
            quad.add(VectorPair(from: source), times: weight)
            weight += 8
            source += 1
          }
        }
        if rectified { quad.rectify() }
        quad.store(to: target, stride: stride, keepingFirst: width - t)
      }
    #endif
    t += 2 * laneCount
  }
}

extension OutputQuad {
  @inline(__always)
  fileprivate init(
    _ bias: UnsafePointer<Float>?, else output: UnsafePointer<Float>, stride: Int
  ) {
    if let bias { self.init(bias: bias) } else { self.init(from: output, stride: stride) }
  }
}
