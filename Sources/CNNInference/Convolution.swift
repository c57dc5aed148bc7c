import Kernels
import TranscriptionTypes

/// A two-dimensional convolution over bins and frames, packed for the kernel.
///
///     output[o][f][t] = bias[o] + Σ_k Σ_c Σ_d weight[o][c][d][k] · input[c][f·stride + k − padding][t + d − ⌊D / 2⌋]
///
/// Frames outside the window and bins outside the channel count as zero. ``ScalarNetwork`` has the
/// plain definition.
struct Convolution: Sendable {
  /// How a layer's inputs lie in their feature map.
  struct Input {
    /// The row of each channel's lowest bin.
    let channelRows: [Int]
    /// Bins in a channel: those below and above count as zero.
    let binCount: Int
  }

  let outputs: Int
  let timeTaps: Int
  private let binTaps: Int
  private let stride: Int
  private let padding: Int
  private let inputs: Int
  private let inputBinCount: Int
  private let bias: [Float]

  /// Offsets of rows of shape (`binTaps`, `inputs`), from the row of bin f·stride.
  private let rows: [Int32]

  /// Shape (`outputs` / 4, `binTaps`, `inputs`, `timeTaps`, 4), outputs filled up to whole fours.
  ///
  /// Bins come first, so that the bins which exist for an output at the edge are one range.
  private let packed: [Float]

  init(_ weights: ConvolutionWeights, over input: Input, stride: Int = 1, padding: Int) {
    precondition(input.channelRows.count == weights.inputs)
    outputs = weights.outputs
    timeTaps = weights.timeTaps
    binTaps = weights.binTaps
    self.stride = stride
    self.padding = padding
    inputs = weights.inputs
    inputBinCount = input.binCount
    let blocks = (weights.outputs + 3) / 4
    bias = weights.bias + Array(repeating: 0, count: blocks * 4 - outputs)
    rows = (0..<weights.binTaps).flatMap { k in
      input.channelRows.map {
        Int32(($0 + k - padding) * FeatureMap.rowStride - weights.timeTaps / 2)
      }
    }
    var packed: [Float] = []
    packed.reserveCapacity(blocks * 4 * weights.inputs * weights.timeTaps * weights.binTaps)
    for block in 0..<blocks {
      for k in 0..<weights.binTaps {
        for c in 0..<weights.inputs {
          for d in 0..<weights.timeTaps {
            for o in block * 4..<block * 4 + 4 {
              packed.append(o < weights.outputs ? weights[output: o, input: c, time: d, bin: k] : 0)
            }
          }
        }
      }
    }
    self.packed = packed
  }

  /// Computes one bin of all outputs.
  ///
  /// - Parameters:
  ///   - bin: the output's bin.
  ///   - input: the first frame of the input's bin 0, from which channel rows count.
  ///   - output: the first frame of that bin in output 0; outputs lie `outputStride` values apart.
  ///     Outputs are written in whole fours.
  func apply(
    bin: Int, from input: UnsafePointer<Float>, rectified: Bool,
    into output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    let firstBin = bin * stride - padding
    let taps = max(0, -firstBin)..<min(binTaps, inputBinCount - firstBin)
    let source = input + bin * stride * FeatureMap.rowStride
    rows.withUnsafeBufferPointer { rows in
      packed.withUnsafeBufferPointer { packed in
        bias.withUnsafeBufferPointer { bias in
          let tapSize = inputs * timeTaps * 4
          for first in Swift.stride(from: 0, to: outputs, by: 4) {
            let block = packed.baseAddress! + first / 4 * binTaps * tapSize
            correlate(
              source, rows: rows.baseAddress! + taps.lowerBound * inputs,
              rowCount: taps.count * inputs, tapCount: timeTaps,
              weights: block + taps.lowerBound * tapSize, bias: bias.baseAddress! + first,
              rectified: rectified, into: output + first * outputStride,
              outputStride: outputStride, width: ModelConstants.framesPerWindow)
          }
        }
      }
    }
  }
}
