import Arithmetic
import TranscriptionTypes

/// A convolution over time whose taps lie some frames apart.
///
///     output[o][t] = bias[o] + Σ_k Σ_c weights[k][c][o] · input[c][t + (k − ⌊K / 2⌋) · spacing]
///
/// Frames outside the rows count as zero, if the rows have zeros there.
struct DilatedConvolution: Sendable {
  let inputs: Int
  let outputs: Int
  private let rowStride: Int

  /// Of rows of shape (taps, inputs): a tap is a row that begins some frames earlier or later.
  private let correlation: RowCorrelation

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
    (self.inputs, self.outputs) = (inputs, outputs)
    rowStride = frameRows.stride
    let rows = (0..<taps).flatMap { tap in
      inputRows.map { Int32($0 * frameRows.stride + (tap - taps / 2) * spacing) }
    }
    correlation = RowCorrelation(rows: rows, bias: bias, arithmetic: arithmetic) { row, _, output in
      values[row * outputs + output]
    }
  }

  /// Rows that are written: those of the outputs, rounded up to whole blocks.
  var outputRowCount: Int { correlation.outputCount }

  /// Computes all outputs, a row each.
  func apply(
    from input: UnsafePointer<Float>, rectified: Bool, into output: UnsafeMutablePointer<Float>,
    frameCount: Int
  ) {
    correlation.apply(
      from: input, rectified: rectified, into: output, outputStride: rowStride,
      frameCount: frameCount)
  }
}
