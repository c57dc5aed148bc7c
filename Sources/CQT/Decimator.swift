import Arithmetic

/// Halves the rate of a signal: filters it and keeps every second sample.
///
///     output[m] = Σ_n taps[n] · input[2m + n − 127],  0 ≤ m < ⌊count / 2⌋
///
/// Source: spotify/basic-pitch at fa5997a, `layers/nnaudio.py`, `downsampling_by_n`.
struct Decimator: Sendable {
  private static let padding = (DecimationFilter.length - 1) / 2
  /// Outputs of one kernel call, and the phases of their common input.
  private static let group = 8

  private let arithmetic: Arithmetic
  private let outputCount: Int
  private let rows: PolyphaseRows
  /// Shape (taps, 8): each output's taps begin two samples after the one's before it.
  private let weights: [Float]

  init(inputCount: Int, arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    outputCount = inputCount / 2
    let filter = DecimationFilter().taps
    let tapCount = filter.count + 2 * (Self.group - 1)
    weights = (0..<tapCount).flatMap { n in
      (0..<Self.group).map { o in
        filter.indices.contains(n - 2 * o) ? filter[n - 2 * o] : 0
      }
    }
    rows = PolyphaseRows(
      phaseCount: 2 * Self.group, stepCount: (outputCount + Self.group - 1) / Self.group,
      tapCount: tapCount, offset: Self.padding)
  }

  /// Values of scratch that ``decimate(_:into:scratch:)`` needs.
  var scratchCount: Int { rows.valueCount + Self.group * rows.rowLength }

  func decimate(_ input: [Float], into output: inout [Float], scratch: inout [Float]) {
    rows.fill(&scratch, from: input) { _ in 0 }
    let stepCount = (outputCount + Self.group - 1) / Self.group
    scratch.withUnsafeMutableBufferPointer { scratch in
      let phases = scratch.baseAddress!
      let results = phases + rows.valueCount
      arithmetic.correlateFused(
        phases, rows: rows.tapOffsets, rowCount: rows.tapOffsets.count, weights: weights,
        into: results, outputStride: rows.rowLength, width: stepCount)
      output.withUnsafeMutableBufferPointer { output in
        for o in 0..<Self.group {
          let row = results + o * rows.rowLength
          for step in 0..<(outputCount - o + Self.group - 1) / Self.group {
            output[step * Self.group + o] = row[step]
          }
        }
      }
    }
  }
}
