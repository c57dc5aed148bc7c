#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Complex sinusoids under a Hann window, one for each bin of the top octave.
///
/// Q is the same for all bins, so a kernel is the shorter the higher its frequency. The octaves
/// below use the same kernels on audio decimated by 2, 4, 8, …
///
/// Source: spotify/basic-pitch at fa5997a, `layers/nnaudio.py`, `create_cqt_kernels`; C. Schörkhuber
/// and A. Klapuri, "Constant-Q Transform Toolbox for Music Processing", 2010.
package struct ConstantQKernels: Sendable {
  /// Bins in an octave.
  package static let binsPerOctave = 36

  /// Taps of a kernel, the zeros around it included.
  package static let length = 256

  /// Kernels of shape (36, 256): the real parts.
  package let real: [Float]

  /// Kernels of shape (36, 256): the imaginary parts.
  package let imaginary: [Float]

  /// Cycles a bin spans: 1 / (2^(1/36) − 1) ≈ 51.4.
  private static let quality = 1 / (pow(2, 1 / Double(binsPerOctave)) - 1)

  /// - Parameters:
  ///   - lowestFrequency: that of the top octave's first bin, in hertz.
  ///   - sampleRate: in hertz.
  package init(lowestFrequency: Double, sampleRate: Double) {
    var real = [Float](repeating: 0, count: Self.binsPerOctave * Self.length)
    var imaginary = real
    for bin in 0..<Self.binsPerOctave {
      let frequency = lowestFrequency * pow(2, Double(bin) / Double(Self.binsPerOctave))
      let support = Self.windowLength(frequency: frequency, sampleRate: sampleRate)
      // Centred; a kernel of odd length begins a tap early, as the reference's does.
      let start = (Self.length - support + 1) / 2 - support % 2
      // The periodic Hann window sums to half its length, which normalises the kernel to L1 = 1.
      let norm = Double(support) / 2
      let firstSample = -Double((support + 1) / 2)
      for n in 0..<support {
        let hann = 0.5 - 0.5 * cos(2 * Double.pi * Double(n) / Double(support))
        let phase = 2 * Double.pi * (firstSample + Double(n)) * frequency / sampleRate
        real[bin * Self.length + start + n] = Float(hann * cos(phase) / norm)
        imaginary[bin * Self.length + start + n] = Float(hann * sin(phase) / norm)
      }
    }
    self.real = real
    self.imaginary = imaginary
  }

  /// Samples that a kernel of a frequency would have at full rate: ⌈Q · rate / frequency⌉.
  package static func windowLength(frequency: Double, sampleRate: Double) -> Int {
    Int((quality * sampleRate / frequency).rounded(.up))
  }
}
