import Kernels
import TranscriptionTypes

/// A convolution with one output, squashed to 0…1: the last layer of each of the three answers.
///
/// The kernel computes four outputs at a time. With one output to compute, its time taps take their
/// place; their partial sums are then added, each shifted by its tap.
struct SummedConvolution: Sendable {
  private let partial: Convolution
  private let bias: Float

  /// Rows of scratch that ``apply(bin:from:partialSums:into:)`` writes to.
  static let scratchRowCount = 8

  init(_ weights: ConvolutionWeights, over input: Convolution.Input, padding: Int) {
    precondition(weights.outputs == 1 && weights.timeTaps <= Self.scratchRowCount)
    let tapsAsOutputs = ConvolutionWeights(
      outputs: weights.timeTaps, inputs: weights.inputs, timeTaps: 1, binTaps: weights.binTaps,
      values: (0..<weights.timeTaps).flatMap { d in
        (0..<weights.inputs).flatMap { c in
          (0..<weights.binTaps).map { k in weights[output: 0, input: c, time: d, bin: k] }
        }
      },
      bias: Array(repeating: 0, count: weights.timeTaps))
    partial = Convolution(tapsAsOutputs, over: input, padding: padding)
    bias = weights.bias[0]
  }

  /// Computes one bin.
  func apply(
    bin: Int, from input: UnsafePointer<Float>, partialSums: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    partial.apply(
      bin: bin, from: input, rectified: false,
      into: partialSums, outputStride: FeatureMap.rowStride)
    shiftedSigmoid(
      partialSums, rowStride: FeatureMap.rowStride, tapCount: partial.outputs, bias: bias,
      into: output, width: ModelConstants.framesPerWindow)
  }
}
