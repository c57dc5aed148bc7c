import Arithmetic
import TranscriptionTypes

/// A convolution over time whose taps lie some frames apart, packed for the kernel.
///
///     output[o][t] = bias[o] + Σ_k Σ_c weights[k][c][o] · input[c][t + (k − ⌊K / 2⌋) · spacing]
///
/// Frames outside the rows count as zero, if the rows have zeros there.
struct DilatedConvolution: Sendable {
  let inputs: Int
  let outputs: Int
  private let arithmetic: Arithmetic
  private let rowStride: Int

  /// Offsets of shape (taps, inputs): a tap is a row that begins some frames earlier or later.
  private let rows: [Int32]

  /// Shape (outputs / 8 rounded up, taps, inputs, 8), with zeros for outputs that there are not.
  private let packed: [Float]
  private let bias: [Float]

  private static let block = 8

  /// - Parameters:
  ///   - values: shape (taps, inputs, outputs).
  ///   - inputRows: the row of each input.
  init(
    _ values: [Float], bias: [Float], inputRows: [Int], spacing: Int, rows frameRows: FrameRows,
    arithmetic: Arithmetic
  ) {
    let (inputs, outputs) = (inputRows.count, bias.count)
    let taps = values.count / (inputs * outputs)
    precondition(taps / 2 * spacing <= frameRows.leadingZeros, "taps beyond the zeros")
    let blocks = (outputs + Self.block - 1) / Self.block
    (self.inputs, self.outputs, self.arithmetic) = (inputs, outputs, arithmetic)
    rowStride = frameRows.stride
    rows = (0..<taps).flatMap { tap in
      inputRows.map { Int32($0 * frameRows.stride + (tap - taps / 2) * spacing) }
    }
    packed = (0..<blocks).flatMap { block in
      (0..<taps * inputs).flatMap { row in
        (0..<Self.block).map { lane in
          let output = block * Self.block + lane
          return output < outputs ? values[row * outputs + output] : 0
        }
      }
    }
    self.bias = bias + [Float](repeating: 0, count: blocks * Self.block - outputs)
  }

  /// Rows that are written: those of the outputs, rounded up to whole blocks.
  var outputRowCount: Int { bias.count }

  /// Computes all outputs, a row each.
  func apply(
    from input: UnsafePointer<Float>, rectified: Bool, into output: UnsafeMutablePointer<Float>,
    frameCount: Int
  ) {
    rows.withUnsafeBufferPointer { rows in
      packed.withUnsafeBufferPointer { packed in
        bias.withUnsafeBufferPointer { bias in
          for first in stride(from: 0, to: bias.count, by: Self.block) {
            arithmetic.correlate(
              input, rows: rows.baseAddress!, rowCount: rows.count, tapCount: 1,
              weights: packed.baseAddress! + first * rows.count, bias: bias.baseAddress! + first,
              rectified: rectified, into: output + first * rowStride, outputStride: rowStride,
              width: frameCount)
          }
        }
      }
    }
  }
}
