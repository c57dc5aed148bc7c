import Arithmetic
import KernelOperands
import TranscriptionTypes

/// A convolution over the harmonic stack, computed on the spectrum of the image along its bins.
///
/// All eight channels of the stack are one image, shifted. A shift turns the phases of a spectrum,
/// so the eight kernels of an output add up to one multiplication a bin of the spectrum. 384 points
/// are enough: what the kernels reach below row 0 wraps around to rows past the image, which are zero
/// as well.
///
/// The stack is cut off where the image goes on: taps that fall outside the stack's 264 bins, but on
/// a row of the image, were counted and have to be taken back. These are few, and all at the edges.
struct HarmonicConvolution: Sendable {
  /// Points of the image's spectrum.
  static let spectrumLength = 384

  private let arithmetic: Arithmetic
  private let outputs: Int
  private let timeTaps: Int
  private let stride: Int
  private let bias: [Float]
  private let tables: FourierTables

  /// Of shape (`outputs` / 4, 192 / `stride` + 1, `stride`, `timeTaps`, 8), as `SpectralQuad` says.
  private let spectra: [Float]

  private let corrections: [EdgeCorrection]

  init(
    _ weights: ConvolutionWeights, stride: Int = 1, padding: Int, arithmetic: Arithmetic
  ) {
    self.arithmetic = arithmetic
    self.stride = stride
    outputs = weights.outputs
    timeTaps = weights.timeTaps
    bias = weights.bias
    tables = FourierTables(length: Self.spectrumLength / stride)
    spectra = Self.spectra(of: weights, stride: stride, padding: padding)
    corrections = (0..<ModelConstants.contourBinCount / stride).compactMap {
      EdgeCorrection(weights, bin: $0, stride: stride, padding: padding)
    }
  }

  private var binCount: Int { ModelConstants.contourBinCount / stride }

  /// The bins between those at either edge that are corrected.
  private var interior: Range<Int> {
    let edges = corrections.map(\.bin)
    let lowest = (edges.last { $0 < binCount / 2 } ?? -1) + 1
    let end = edges.first { $0 >= binCount / 2 } ?? binCount
    return lowest..<end
  }

  /// Convolves the image with all kernels and rectifies the result.
  ///
  /// - Parameters:
  ///   - spectrum: of the image, as the kernels make it.
  ///   - image: the first frame of the image's row 0.
  ///   - output: the first frame of bin 0 of output 0; outputs lie `binCount` rows apart.
  func apply(
    spectrum: UnsafePointer<Float>, image: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let outputStride = binCount * FeatureMap.rowStride
    let weightsPerQuad = spectra.count / (outputs / 4)
    let interior = interior
    withTables { spectra, bias, positions, factors in
      for first in Swift.stride(from: 0, to: outputs, by: 4) {
        let quad = SpectralQuad(
          fold: stride, tapCount: timeTaps, binCount: binCount, rectified: interior,
          weights: spectra + first / 4 * weightsPerQuad, bias: bias + first,
          positions: positions, factors: factors)
        arithmetic.convolve(
          spectrum: spectrum, with: quad, rowStride: FeatureMap.rowStride,
          width: ModelConstants.framesPerWindow, scratch: scratch,
          into: output + first * outputStride, outputStride: outputStride)
      }
    }
    for correction in corrections {
      correction.apply(
        arithmetic, image: image, into: output + correction.bin * FeatureMap.rowStride,
        outputStride: outputStride)
    }
  }

  private func withTables(
    _ body: (
      _ spectra: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
      _ positions: UnsafePointer<Int32>, _ factors: UnsafePointer<Float>
    ) -> Void
  ) {
    spectra.withUnsafeBufferPointer { spectra in
      bias.withUnsafeBufferPointer { bias in
        tables.positions.withUnsafeBufferPointer { positions in
          tables.factors.withUnsafeBufferPointer { factors in
            body(
              spectra.baseAddress!, bias.baseAddress!, positions.baseAddress!,
              factors.baseAddress!)
          }
        }
      }
    }
  }

  /// W[k] = Σ_c Σ_b weight[c][b] · e^(2πi·k·(shift[c] + b − padding)/384) / 384: the spectrum of a
  /// kernel over the stack, turned round because a convolution layer correlates.
  ///
  /// Summed with the four outputs of a quad abreast, as this takes part in every start: reading the
  /// 290 kB from the model file and checking them would take as long.
  private static func spectra(
    of weights: ConvolutionWeights, stride: Int, padding: Int
  ) -> [Float] {
    let folded = spectrumLength / stride
    let turns = UnitCircle(points: spectrumLength)
    let shifts = HarmonicStack.shifts.flatMap { shift in
      (0..<weights.binTaps).map { shift + $0 - padding }
    }
    let quads = Swift.stride(from: 0, to: weights.outputs, by: 4).map {
      quad(of: weights, outputs: $0..<$0 + 4)
    }
    var spectra = [Float](
      repeating: 0, count: quads.count * (folded / 2 + 1) * stride * weights.timeTaps * 8)
    for m in 0...folded / 2 {
      for repetition in 0..<stride {
        let turned = shifts.map { turns[(m + repetition * folded) * $0] }
        for (q, quad) in quads.enumerated() {
          for d in 0..<weights.timeTaps {
            var (real, imaginary) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
            for (tap, turn) in turned.enumerated() {
              let weight = quad[d * turned.count + tap]
              real += weight * turn.cosine
              imaginary += weight * turn.sine
            }
            let place = ((q * (folded / 2 + 1) + m) * stride + repetition) * weights.timeTaps + d
            for output in 0..<4 {
              spectra[place * 8 + output * 2] = Float(real[output] / Double(spectrumLength))
              spectra[place * 8 + output * 2 + 1] = Float(
                imaginary[output] / Double(spectrumLength))
            }
          }
        }
      }
    }
    return spectra
  }

  /// The kernels of four outputs abreast, of shape (`timeTaps`, 8 channels × `binTaps`).
  private static func quad(
    of weights: ConvolutionWeights, outputs: Range<Int>
  ) -> [SIMD4<Double>] {
    (0..<weights.timeTaps).flatMap { d in
      (0..<weights.inputs).flatMap { c in
        (0..<weights.binTaps).map { b in
          SIMD4(outputs.map { Double(weights[output: $0, input: c, time: d, bin: b]) })
        }
      }
    }
  }
}
