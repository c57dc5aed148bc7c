import Kernels

/// The kernels of one octave, packed for `correlateFused`: two bins, real and imaginary, at a time.
struct OctaveTransform: Sendable {
  /// Two bins' kernels, cut to the taps where at least one is not zero.
  private struct Pair {
    let taps: Range<Int>
    let weights: [Float]
  }

  static let outputsPerPair = 4

  private let pairs: [Pair]

  init(_ kernels: ConstantQKernels) {
    let length = ConstantQKernels.length
    pairs = stride(from: 0, to: ConstantQKernels.binsPerOctave, by: 2).map { bin in
      let parts = [bin, bin + 1].flatMap { k in
        [kernels.real, kernels.imaginary].map { Array($0[k * length..<(k + 1) * length]) }
      }
      let support = (0..<length).filter { n in parts.contains { $0[n] != 0 } }
      let taps = support.first!..<support.last! + 1
      return Pair(taps: taps, weights: taps.flatMap { n in parts.map { $0[n] } })
    }
  }

  /// Computes the power of an octave's bins.
  ///
  /// - Parameters:
  ///   - phases: the octave's audio, dealt out to `rows`.
  ///   - scales: of shape (36): what each bin's power is multiplied by.
  ///   - scratch: 4 rows of `rows.rowLength` values.
  ///   - firstRow: where bin 0 goes, in `frameCount` values a bin; bins before row 0 are left out.
  func transform(
    _ phases: UnsafePointer<Float>, rows: PolyphaseRows, scales: [Float],
    scratch: UnsafeMutablePointer<Float>,
    into output: UnsafeMutablePointer<Float>, firstRow: Int, frameCount: Int
  ) {
    let stride = rows.rowLength
    for (i, pair) in pairs.enumerated() where firstRow + 2 * i + 1 >= 0 {
      rows.tapOffsets.withUnsafeBufferPointer { offsets in
        correlateFused(
          phases, rows: offsets.baseAddress! + pair.taps.lowerBound, rowCount: pair.taps.count,
          weights: pair.weights, into: scratch, outputStride: stride, width: frameCount)
      }
      for k in 0..<2 {
        let row = firstRow + 2 * i + k
        guard row >= 0 else { continue }
        power(
          real: scratch + 2 * k * stride, imaginary: scratch + (2 * k + 1) * stride,
          scale: scales[row], into: output + row * frameCount, count: frameCount)
      }
    }
  }
}
