import Arithmetic

/// What every convolution here is for the kernel: a sum over rows of frames, eight outputs at a time.
///
///     output[o][t] = bias[o] + Σ_r Σ_d weight[r][d][o] · input[rows[r] + t + d]
struct RowCorrelation: Sendable {
  /// Outputs that the kernel computes at a time.
  static let block = 8

  private let arithmetic: Arithmetic
  private let timeTaps: Int
  /// Where the rows begin, in values from the input's origin.
  private let rows: [Int32]
  /// Shape (`outputCount` / 8, rows, `timeTaps`, 8).
  private let packed: [Float]
  /// One for each output, and zeros up to a whole block.
  private let bias: [Float]

  /// Outputs that are written: those that there are, rounded up to whole blocks.
  var outputCount: Int { bias.count }

  /// - Parameter weight: the weight of a row, a tap in time and an output.
  init(
    rows: [Int32], timeTaps: Int = 1, bias: [Float], arithmetic: Arithmetic,
    weight: (_ row: Int, _ tap: Int, _ output: Int) -> Float
  ) {
    let blocks = (bias.count + Self.block - 1) / Self.block
    (self.rows, self.timeTaps, self.arithmetic) = (rows, timeTaps, arithmetic)
    var packed: [Float] = []
    packed.reserveCapacity(blocks * rows.count * timeTaps * Self.block)
    for first in stride(from: 0, to: blocks * Self.block, by: Self.block) {
      for row in rows.indices {
        for tap in 0..<timeTaps {
          for output in first..<first + Self.block {
            packed.append(output < bias.count ? weight(row, tap, output) : 0)
          }
        }
      }
    }
    self.packed = packed
    self.bias = bias + [Float](repeating: 0, count: blocks * Self.block - bias.count)
  }

  /// Computes some frames of all outputs, which lie `outputStride` values apart.
  ///
  /// - Parameter included: the rows that count; all if nil.
  func apply(
    _ included: Range<Int>? = nil, from input: UnsafePointer<Float>, rectified: Bool,
    into output: UnsafeMutablePointer<Float>, outputStride: Int, frameCount: Int
  ) {
    let included = included ?? rows.indices
    let rowSize = timeTaps * Self.block
    rows.withUnsafeBufferPointer { rows in
      packed.withUnsafeBufferPointer { packed in
        bias.withUnsafeBufferPointer { bias in
          for first in stride(from: 0, to: bias.count, by: Self.block) {
            let weights = first / Self.block * rows.count + included.lowerBound
            arithmetic.correlate(
              input, rows: rows.baseAddress! + included.lowerBound, rowCount: included.count,
              tapCount: timeTaps, weights: packed.baseAddress! + weights * rowSize,
              bias: bias.baseAddress! + first, rectified: rectified,
              into: output + first * outputStride, outputStride: outputStride, width: frameCount)
          }
        }
      }
    }
  }
}
