import Arithmetic

/// The kernels of one octave, packed for `correlateFused`: four bins, real and imaginary, at a time.
struct OctaveTransform: Sendable {
  /// Four bins' kernels, cut to the taps where at least one is not zero.
  private struct Group {
    let taps: Range<Int>
    let weights: [Float]
  }

  static let outputsPerGroup = 8
  private static let binsPerGroup = outputsPerGroup / 2

  private let arithmetic: Arithmetic
  private let groups: [Group]

  init(_ kernels: ConstantQKernels, arithmetic: Arithmetic) {
    self.arithmetic = arithmetic
    let length = ConstantQKernels.length
    groups = stride(
      from: 0, to: ConstantQKernels.binsPerOctave, by: Self.binsPerGroup
    ).map { bin in
      let parts = (bin..<bin + Self.binsPerGroup).flatMap { k in
        [kernels.real, kernels.imaginary].map { Array($0[k * length..<(k + 1) * length]) }
      }
      let support = (0..<length).filter { n in parts.contains { $0[n] != 0 } }
      let taps = support.first!..<support.last! + 1
      return Group(taps: taps, weights: taps.flatMap { n in parts.map { $0[n] } })
    }
  }

  /// Computes the power of an octave's bins.
  ///
  /// - Parameters:
  ///   - phases: the octave's audio, dealt out to `rows`.
  ///   - scales: what the power of each row of the output is multiplied by.
  ///   - scratch: 8 rows of `rows.rowLength` values.
  ///   - firstRow: where bin 0 goes, in `frameCount` values a bin; bins before row 0 are left out.
  func transform(
    _ phases: UnsafePointer<Float>, rows: PolyphaseRows, scales: [Float],
    scratch: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>, firstRow: Int, frameCount: Int
  ) {
    let stride = rows.rowLength
    for (i, group) in groups.enumerated() {
      let groupRow = firstRow + i * Self.binsPerGroup
      guard groupRow + Self.binsPerGroup > 0 else { continue }
      rows.tapOffsets.withUnsafeBufferPointer { offsets in
        arithmetic.correlateFused(
          phases, rows: offsets.baseAddress! + group.taps.lowerBound, rowCount: group.taps.count,
          weights: group.weights, into: scratch, outputStride: stride, width: frameCount)
      }
      for k in 0..<Self.binsPerGroup where groupRow + k >= 0 {
        arithmetic.power(
          real: scratch + 2 * k * stride, imaginary: scratch + (2 * k + 1) * stride,
          scale: scales[groupRow + k], into: output + (groupRow + k) * frameCount,
          count: frameCount)
      }
    }
  }
}
