import Arithmetic
import Foundation
import KernelOperands
import TestSupport
import Testing

/// The spectrum against the sum that defines it; convolution is held to the network's scalar
/// definition in PitchNetworkTests.
@Suite struct SpectralConvolutionTests {
  /// Where the results of a transform that ends in 8 · 8 points are.
  private static let positions: [Int32] = {
    var positions = [Int32](repeating: 0, count: 384)
    for p in 0..<6 {
      for q in 0..<8 {
        for r in 0..<8 { positions[p + 6 * (q + 8 * r)] = Int32(p * 64 + q * 8 + r) }
      }
    }
    return positions
  }()

  private static func factors(_ points: Int, parts: Int) -> [Float] {
    (0..<points / parts).flatMap { j in
      (1..<parts).flatMap { k -> [Float] in
        let angle = 2 * Double.pi * Double(j * k) / Double(points)
        return [Float(cos(angle)), Float(sin(angle))]
      }
    }
  }

  @Test(arguments: InstructionSet.available, [1, 17, 48, 172])
  func spectrumIsItsDefinition(instructionSet: InstructionSet, width: Int) {
    var generator = SplitMix64(seed: UInt64(width))
    let (rowCount, stride) = (309, 208)
    let image = (0..<rowCount * stride).map { _ in Float.random(in: -1...1, using: &generator) }
    var spectrum = [Float](repeating: .nan, count: 768 * stride)
    var scratch = [Float](repeating: 0, count: 384 * 2 * 16)
    Arithmetic(instructionSet).spectrum(
      of: image, rowCount: rowCount, rowStride: stride, width: width, positions: Self.positions,
      factors: Self.factors(384, parts: 6) + Self.factors(64, parts: 8), scratch: &scratch,
      into: &spectrum)
    for t in Set([0, width / 2, width - 1]) {
      for k in [0, 1, 5, 63, 64, 100, 191, 192, 193, 320, 383] {
        var (real, imaginary) = (0.0, 0.0)
        for f in 0..<rowCount {
          let angle = 2 * Double.pi * Double(k * f % 384) / 384
          real += Double(image[f * stride + t]) * cos(angle)
          imaginary -= Double(image[f * stride + t]) * sin(angle)
        }
        // Errors of a fast transform grow with the root of the energy, here √309 · 0.6, times a unit
        // for each of its three stages' additions.
        let tolerance = 10 * 12 * Double(Float.ulpOfOne)
        #expect(abs(Double(spectrum[2 * k * stride + t]) - real) < tolerance)
        #expect(abs(Double(spectrum[(2 * k + 1) * stride + t]) - imaginary) < tolerance)
      }
    }
  }
}
