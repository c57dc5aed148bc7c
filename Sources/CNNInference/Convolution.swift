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

  private let arithmetic: Arithmetic
  private let frameRows: FrameRows
  private let outputs: Int
  private let timeTaps: Int
  private let binTaps: Int
  private let stride: Int
  private let padding: Int
  private let inputs: Int
  private let inputBinCount: Int
  private let bias: [Float]

  /// Offsets of rows of shape (`binTaps`, `inputs`), from the row of bin f·stride.
  private let rows: [Int32]

  /// Shape (`outputs` / 8, `binTaps`, `inputs`, `timeTaps`, 8).
  ///
  /// Bins come first, so that the bins which exist for an output at the edge are one range.
  private let packed: [Float]

  private static let block = 8

  init(
    _ weights: ConvolutionWeights, over input: Input, stride: Int = 1, padding: Int,
    rows frameRows: FrameRows = .window, arithmetic: Arithmetic
  ) {
    precondition(input.channelRows.count == weights.inputs && weights.outputs % Self.block == 0)
    self.arithmetic = arithmetic
    self.frameRows = frameRows
    outputs = weights.outputs
    timeTaps = weights.timeTaps
    binTaps = weights.binTaps
    self.stride = stride
    self.padding = padding
    inputs = weights.inputs
    inputBinCount = input.binCount
    bias = weights.bias
    rows = (0..<weights.binTaps).flatMap { k in
      input.channelRows.map {
        Int32(($0 + k - padding) * frameRows.stride - weights.timeTaps / 2)
      }
    }
    var packed: [Float] = []
    packed.reserveCapacity(weights.values.count)
    for first in Swift.stride(from: 0, to: weights.outputs, by: Self.block) {
      for k in 0..<weights.binTaps {
        for c in 0..<weights.inputs {
          for d in 0..<weights.timeTaps {
            for o in first..<first + Self.block {
              packed.append(weights[output: o, input: c, time: d, bin: k])
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
  ///   - frameCount: frames to compute; all of a row if nil.
  func apply(
    bin: Int, from input: UnsafePointer<Float>, rectified: Bool,
    into output: UnsafeMutablePointer<Float>, outputStride: Int, frameCount: Int? = nil
  ) {
    let firstBin = bin * stride - padding
    let taps = max(0, -firstBin)..<min(binTaps, inputBinCount - firstBin)
    let source = input + bin * stride * frameRows.stride
    rows.withUnsafeBufferPointer { rows in
      packed.withUnsafeBufferPointer { packed in
        bias.withUnsafeBufferPointer { bias in
          let tapSize = inputs * timeTaps * Self.block
          for first in Swift.stride(from: 0, to: outputs, by: Self.block) {
            let block = packed.baseAddress! + first / Self.block * binTaps * tapSize
            arithmetic.correlate(
              source, rows: rows.baseAddress! + taps.lowerBound * inputs,
              rowCount: taps.count * inputs, tapCount: timeTaps,
              weights: block + taps.lowerBound * tapSize, bias: bias.baseAddress! + first,
              rectified: rectified, into: output + first * outputStride,
              outputStride: outputStride, width: frameCount ?? frameRows.frameCount)
          }
        }
      }
    }
  }
}
