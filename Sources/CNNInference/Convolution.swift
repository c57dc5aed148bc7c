import Arithmetic
import TranscriptionTypes

/// A two-dimensional convolution over bins and frames, packed for the kernel.
///
///     output[o][f][t] = bias[o] + Σ_k Σ_c Σ_d weight[o][c][d][k] · input[c][f·stride + k − padding][t + d − ⌊D / 2⌋]
///
/// Frames outside the rows and bins outside the channel count as zero. ``ScalarNetwork`` has the
/// plain definition.
struct Convolution: Sendable {
  /// How a layer's inputs lie in their feature map.
  struct Input {
    /// The row of each channel's lowest bin.
    let channelRows: [Int]
    /// Bins in a channel: those below and above count as zero.
    let binCount: Int
  }

  private let frameRows: FrameRows
  private let binTaps: Int
  private let stride: Int
  private let padding: Int
  private let inputs: Int
  private let inputBinCount: Int

  /// Of rows of shape (`binTaps`, `inputs`), from the row of bin f·stride.
  ///
  /// Bins come first, so that the bins which exist for an output at the edge are one range.
  private let correlation: RowCorrelation

  init(
    _ weights: ConvolutionWeights, over input: Input, stride: Int = 1, padding: Int,
    rows frameRows: FrameRows = .window, arithmetic: Arithmetic
  ) {
    precondition(
      input.channelRows.count == weights.inputs && weights.outputs % RowCorrelation.block == 0)
    self.frameRows = frameRows
    binTaps = weights.binTaps
    self.stride = stride
    self.padding = padding
    inputs = weights.inputs
    inputBinCount = input.binCount
    let rows = (0..<weights.binTaps).flatMap { k in
      input.channelRows.map {
        Int32(($0 + k - padding) * frameRows.stride - weights.timeTaps / 2)
      }
    }
    correlation = RowCorrelation(
      rows: rows, timeTaps: weights.timeTaps, bias: weights.bias, arithmetic: arithmetic
    ) { row, tap, output in
      weights[
        output: output, input: row % weights.inputs, time: tap, bin: row / weights.inputs]
    }
  }

  /// Computes one bin of all outputs.
  ///
  /// - Parameters:
  ///   - bin: the output's bin.
  ///   - input: the first frame of the input's bin 0, from which channel rows count.
  ///   - output: the first frame of that bin in output 0; outputs lie `outputStride` values apart.
  ///   - frameCount: frames to compute; all of a row if nil.
  func apply(
    bin: Int, from input: UnsafePointer<Float>, rectified: Bool,
    into output: UnsafeMutablePointer<Float>, outputStride: Int, frameCount: Int? = nil
  ) {
    let firstBin = bin * stride - padding
    let taps = max(0, -firstBin)..<min(binTaps, inputBinCount - firstBin)
    let source = input + bin * stride * frameRows.stride
    correlation.apply(
      taps.lowerBound * inputs..<taps.upperBound * inputs, from: source, rectified: rectified,
      into: output, outputStride: outputStride, frameCount: frameCount ?? frameRows.frameCount)
  }
}
