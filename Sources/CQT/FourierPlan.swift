import Synchronization

internal import CFFTW

/// A prepared Fourier transform of real signals of one length.
///
/// The only type in the package that calls FFTW. Executing a plan on other arrays is safe from many
/// threads at once; making and destroying plans is not, and takes turns.
final class FourierPlan: @unchecked Sendable {
  private static let planner = Mutex(())

  /// As FFTW calls itself, "fftw-3.3.10-sse2" for example.
  static var libraryVersion: String { String(cString: fftwf_version_text()) }

  private let plan: fftwf_plan
  private let length: Int

  /// - Parameter length: samples in a transform, at least 1.
  init(length: Int) {
    self.length = length
    // Estimated plans are the same from run to run, measured ones are not; and arrays differ in
    // alignment from call to call.
    plan = Self.planner.withLock { _ in
      let input = fftwf_alloc_real(length)
      let output = fftwf_alloc_complex(length / 2 + 1)
      defer {
        fftwf_free(input)
        fftwf_free(output)
      }
      guard
        let plan = fftwf_plan_dft_r2c_1d(
          Int32(length), input, output, FFTW_ESTIMATE | UInt32(FFTW_UNALIGNED))
      else { preconditionFailure("no Fourier transform of length \(length)") }
      return plan
    }
  }

  deinit { Self.planner.withLock { _ in fftwf_destroy_plan(plan) } }

  /// Writes |X[k]|² for 0 ≤ k ≤ length / 2 into every `stride`-th value of `output`.
  func power(
    of frame: inout [Float], into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    precondition(frame.count == length)
    withUnsafeTemporaryAllocation(of: fftwf_complex.self, capacity: length / 2 + 1) { spectrum in
      frame.withUnsafeMutableBufferPointer {
        fftwf_execute_dft_r2c(plan, $0.baseAddress, spectrum.baseAddress)
      }
      for (k, value) in spectrum.enumerated() {
        output[k * stride] = value.0 * value.0 + value.1 * value.1
      }
    }
  }
}
