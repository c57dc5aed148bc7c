/// Correlates rows of input with four sets of weights at once: the one loop in which nearly all of
/// the program's time is spent.
///
/// Convolutions of the network, the kernels of the constant-Q transform and its decimation filter
/// all take this form; they differ in what a row is. Four outputs share each load of input, and
/// eight frames share each load of a weight.
///
/// - Parameters:
///   - input: where row offsets count from. A row is read for `tapCount - 1` values beyond `width`
///     rounded up to whole vectors.
///   - rows: offset of each row's first value, in values.
///   - weights: shape (`rowCount`, `tapCount`, 4).
///   - bias: 4 values.
///   - rectified: whether negative results become 0.
///   - output: 4 rows, `outputStride` values apart. They are written up to `width` rounded up to
///     whole vectors; the values beyond `width` are 0, so that a later layer reads silence there.
///
/// Defined by ``correlateReference(_:rows:rowCount:tapCount:weights:bias:rectified:into:outputStride:width:)``.
package func correlate(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, rectified: Bool,
  into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
) {
  var t = 0
  while t < width {
    var sum0 = Vector(repeating: bias[0])
    var sum1 = Vector(repeating: bias[1])
    var sum2 = Vector(repeating: bias[2])
    var sum3 = Vector(repeating: bias[3])
    var weight = weights
    for r in 0..<rowCount {
      var source = input + Int(rows[r]) + t
      for _ in 0..<tapCount {
        let x = load(source)
        sum0 += x * weight[0]
        sum1 += x * weight[1]
        sum2 += x * weight[2]
        sum3 += x * weight[3]
        weight += 4
        source += 1
      }
    }
    if rectified {
      sum0 = rectify(sum0)
      sum1 = rectify(sum1)
      sum2 = rectify(sum2)
      sum3 = rectify(sum3)
    }
    if t + laneCount > width {
      sum0 = keepFirst(width - t, of: sum0)
      sum1 = keepFirst(width - t, of: sum1)
      sum2 = keepFirst(width - t, of: sum2)
      sum3 = keepFirst(width - t, of: sum3)
    }
    store(sum0, to: output + t)
    store(sum1, to: output + outputStride + t)
    store(sum2, to: output + 2 * outputStride + t)
    store(sum3, to: output + 3 * outputStride + t)
    t += laneCount
  }
}
