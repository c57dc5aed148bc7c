#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The low-pass filter before every second sample is dropped.
///
/// Designed by frequency sampling: the wanted response, on a grid of 512 points, is turned into an
/// impulse response of linear phase, of which a Hamming window keeps 256 taps.
///
/// Source: spotify/basic-pitch at fa5997a, `layers/nnaudio.py`, `create_lowpass_filter` with
/// `band_center` 0.5 and `transition_bandwidth` 0.001; SciPy's `firwin2`.
package struct DecimationFilter: Sendable {
  /// Taps, symmetric, of shape (256).
  package let taps: [Float]

  /// Number of taps.
  package static let length = 256

  /// Points of the frequency grid from 0 to half the sampling rate, both included.
  private static let gridCount = 257

  /// Computes the taps.
  package init() {
    let period = 2 * (Self.gridCount - 1)
    let response = (0..<Self.gridCount).map { Self.gain(at: Double($0) / 256) }
    // The phase of a delay of 127.5 samples makes every angle a multiple of π / 512.
    let cosines = (0..<2 * period).map { cos(Double.pi * Double($0) / Double(period)) }
    taps = (0..<Self.length).map { n in
      var sum = response[0]
      for k in 1..<Self.gridCount - 1 {
        // cos(2π·k·(n − 127.5) / 512), the angle counted in units of π / 512 and kept positive.
        let angle = k * (2 * n - (Self.length - 1)) % (2 * period)
        sum += 2 * response[k] * cosines[angle < 0 ? angle + 2 * period : angle]
      }
      let hamming =
        0.54 - 0.46 * cos(2 * Double.pi * Double(n) / Double(Self.length - 1))
      return Float(sum / Double(period) * hamming)
    }
  }

  /// The wanted gain at a frequency, 1 being half the sampling rate: flat to just below the middle,
  /// then down to nothing just above it.
  private static func gain(at frequency: Double) -> Double {
    let passband = 0.5 / 1.001
    let stopband = 0.5 * 1.001
    return min(1, max(0, (stopband - frequency) / (stopband - passband)))
  }
}
