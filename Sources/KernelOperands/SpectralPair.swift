// What kernels are given, beside plain pointers: one type for all instruction sets.

/// How one pair of outputs comes from the spectrum of an image.
///
/// Every `fold`-th result of a correlation along the bins is what an inverse transform of a `fold`-th
/// of the length gives of the spectrum folded upon itself.
package struct SpectralPair {
  /// 1 for every bin, 3 for every third.
  package let fold: Int
  /// Time taps of the kernels.
  package let tapCount: Int
  /// Bins that are kept: the transform has more, of which some are not true.
  package let binCount: Int
  /// Bins whose negative results become 0; the others still lack a correction.
  package let rectified: Range<Int>
  /// Shape (192 / `fold` + 1, `fold`, `tapCount`, 4): real and imaginary parts of the two outputs'
  /// kernels.
  package let weights: UnsafePointer<Float>
  /// Biases of the two outputs.
  package let bias: UnsafePointer<Float>
  /// Where each result ends up in the order of the transform.
  package let positions: UnsafePointer<Int32>
  /// As `transform384` or `transform128` wants them.
  package let factors: UnsafePointer<Float>

  package init(
    fold: Int, tapCount: Int, binCount: Int, rectified: Range<Int>,
    weights: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    positions: UnsafePointer<Int32>, factors: UnsafePointer<Float>
  ) {
    self.fold = fold
    self.tapCount = tapCount
    self.binCount = binCount
    self.rectified = rectified
    self.weights = weights
    self.bias = bias
    self.positions = positions
    self.factors = factors
  }
}
