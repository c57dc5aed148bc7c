import Arithmetic
import TranscriptionTypes

/// What one bin at the edge of the harmonic stack got from outside the stack.
///
/// Taps that hit the same row of the image are added up, and kept negative: adding them takes back
/// what they gave.
struct EdgeCorrection: Sendable {
  /// The bin of the output.
  let bin: Int

  private let outputs: Int
  private let timeTaps: Int

  /// Offset of each row from the image's row 0.
  private let rows: [Int32]

  /// Shape (`outputs` / 8, rows, `timeTaps`, 8).
  private let weights: [Float]

  /// Nil when no tap of the bin falls outside the stack.
  init?(_ weights: ConvolutionWeights, bin: Int, stride: Int, padding: Int) {
    let stack = 0..<ModelConstants.contourBinCount
    let image = 0..<ModelConstants.spectrogramBinCount
    var taps: [Int: [(channel: Int, tap: Int)]] = [:]
    for (channel, shift) in HarmonicStack.shifts.enumerated() {
      for tap in 0..<weights.binTaps {
        let stackBin = bin * stride + tap - padding
        guard !stack.contains(stackBin) else { continue }
        let row = stackBin + shift
        if image.contains(row) { taps[row, default: []].append((channel, tap)) }
      }
    }
    guard !taps.isEmpty else { return nil }
    self.bin = bin
    outputs = weights.outputs
    timeTaps = weights.timeTaps
    let imageRows = taps.keys.sorted()
    rows = imageRows.map { Int32($0 * FeatureMap.rowStride - weights.timeTaps / 2) }
    self.weights = Swift.stride(from: 0, to: weights.outputs, by: 8).flatMap { first in
      imageRows.flatMap { row in
        (0..<weights.timeTaps).flatMap { d in
          (first..<first + 8).map { output in
            -(taps[row] ?? []).reduce(0) { sum, hit in
              sum + weights[output: output, input: hit.channel, time: d, bin: hit.tap]
            }
          }
        }
      }
    }
  }

  /// Corrects the bin in all outputs, and rectifies it.
  ///
  /// - Parameter output: the first frame of the bin in output 0.
  func apply(
    _ arithmetic: Arithmetic, image: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, outputStride: Int
  ) {
    weights.withUnsafeBufferPointer { weights in
      for first in Swift.stride(from: 0, to: outputs, by: 8) {
        arithmetic.correlate(
          image, rows: rows, rowCount: rows.count, tapCount: timeTaps,
          weights: weights.baseAddress! + first * rows.count * timeTaps, bias: nil,
          rectified: true, into: output + first * outputStride, outputStride: outputStride,
          width: ModelConstants.framesPerWindow)
      }
    }
  }
}
