/// The definition of ``shiftedSigmoid(_:rowStride:tapCount:bias:into:width:)``:
///
///     output[t] = σ(bias + Σ_d input[d][t + d − ⌊tapCount / 2⌋]),  σ(x) = 1 / (1 + e⁻ˣ)
package func shiftedSigmoidReference(
  _ input: UnsafePointer<Float>, rowStride: Int, tapCount: Int, bias: Float,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  for t in 0..<width {
    var sum = bias
    for d in 0..<tapCount { sum += input[d * rowStride + t + d - tapCount / 2] }
    output[t] = 1 / (1 + exponential(-sum))
  }
}

/// Adds the partial sums of a convolution's time taps, each in its place, and squashes the result.
///
/// A layer with a single output would leave three quarters of `correlate` idle. Its time taps take
/// the outputs' place instead, which leaves this sum over shifted rows to do.
///
/// - Parameters:
///   - input: `tapCount` rows, `rowStride` values apart, readable for `tapCount / 2` values before
///     the first frame and beyond `width` rounded up to whole vectors.
///   - output: written up to `width` rounded up to whole vectors; the values beyond `width` are 0.
package func shiftedSigmoid(
  _ input: UnsafePointer<Float>, rowStride: Int, tapCount: Int, bias: Float,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  var t = 0
  while t < width {
    var sum = Vector(repeating: bias)
    for d in 0..<tapCount { sum += load(input + d * rowStride + t + d - tapCount / 2) }
    var result = 1 / (1 + exponential(-sum))
    if t + laneCount > width { result = keepFirst(width - t, of: result) }
    store(result, to: output + t)
    t += laneCount
  }
}
