import Arithmetic
import TranscriptionTypes

/// A convolution with one output, squashed to 0…1: the last layer of each of the three answers.
struct SigmoidConvolution: Sendable {
  private let arithmetic: Arithmetic
  private let binTaps: Int
  private let inputs: Int
  private let timeTaps: Int
  private let padding: Int
  private let binCount: Int
  private let bias: Float

  /// Offsets of rows of shape (`binTaps`, `inputs`), from the row of the output's bin.
  private let rows: [Int32]

  /// Shape (`binTaps`, `inputs`, `timeTaps`).
  ///
  /// Bins come first, so that the bins which exist for an output at the edge are one range.
  private let packed: [Float]

  init(
    _ weights: ConvolutionWeights, over input: Convolution.Input, padding: Int,
    arithmetic: Arithmetic
  ) {
    precondition(weights.outputs == 1 && input.channelRows.count == weights.inputs)
    self.arithmetic = arithmetic
    binTaps = weights.binTaps
    inputs = weights.inputs
    timeTaps = weights.timeTaps
    self.padding = padding
    binCount = input.binCount
    bias = weights.bias[0]
    rows = (0..<weights.binTaps).flatMap { k in
      input.channelRows.map {
        Int32(($0 + k - padding) * FeatureMap.rowStride - weights.timeTaps / 2)
      }
    }
    packed = (0..<weights.binTaps).flatMap { k in
      (0..<weights.inputs).flatMap { c in
        (0..<weights.timeTaps).map { d in weights[output: 0, input: c, time: d, bin: k] }
      }
    }
  }

  /// Computes one bin.
  ///
  /// - Parameters:
  ///   - input: the first frame of the input's bin 0, from which channel rows count.
  ///   - output: the first frame of the output's bin.
  func apply(
    bin: Int, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let taps = max(0, padding - bin)..<min(binTaps, binCount + padding - bin)
    rows.withUnsafeBufferPointer { rows in
      packed.withUnsafeBufferPointer { packed in
        arithmetic.correlateToSigmoid(
          input + bin * FeatureMap.rowStride, rows: rows.baseAddress! + taps.lowerBound * inputs,
          rowCount: taps.count * inputs, tapCount: timeTaps,
          weights: packed.baseAddress! + taps.lowerBound * inputs * timeTaps, bias: bias,
          into: output, width: ModelConstants.framesPerWindow)
      }
    }
  }
}
