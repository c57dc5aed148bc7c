import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The short-time Fourier transform: the same number of hertz a bin, where the constant-Q transform
/// has the same fraction of an octave.
///
/// Frames are centred on multiples of the hop; the audio is mirrored at its ends.
/// Source: the conventions are librosa's (`librosa.stft` with `pad_mode='reflect'`).
public struct ShortTimeFourierTransform: TimeFrequencyTransform {
  /// Samples between frames.
  public let hopLength: Int

  /// Centre frequency of each bin, in hertz, from 0 to half the sampling rate.
  public let binFrequencies: [Double]

  /// The window lets half the amplitude through, half of which is at the negative frequency.
  public var fullScalePowers: [Float] {
    let magnitude = Float(windowLength) / 4
    return Array(repeating: magnitude * magnitude, count: binFrequencies.count)
  }

  /// The version of FFTW, which does the transforms.
  public static var libraryVersion: String { FourierPlan.libraryVersion }

  private let windowLength: Int
  private let window: [Float]
  private let plan: FourierPlan

  /// - Parameters:
  ///   - windowLength: samples under the Hann window, even.
  ///   - hopLength: samples between frames.
  ///   - sampleRate: in hertz.
  public init(
    windowLength: Int = 2048, hopLength: Int = 512, sampleRate: Double = ModelConstants.sampleRate
  ) {
    precondition(windowLength > 0 && windowLength % 2 == 0 && hopLength > 0)
    self.windowLength = windowLength
    self.hopLength = hopLength
    binFrequencies = (0...windowLength / 2).map { Double($0) * sampleRate / Double(windowLength) }
    window = (0..<windowLength).map {
      Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(windowLength)))
    }
    plan = FourierPlan(length: windowLength)
  }

  /// Computes the power spectrogram.
  ///
  /// - Parameter samples: mono audio of any length.
  /// - Returns: power of shape (windowLength / 2 + 1, frames), with 1 + ⌊samples / hop⌋ frames; none
  ///   for empty audio.
  public func transform(_ samples: [Float]) -> Spectrogram {
    let binCount = binFrequencies.count
    let frameCount = samples.isEmpty ? 0 : samples.count / hopLength + 1
    let values = [Float](unsafeUninitializedCapacity: binCount * frameCount) { output, count in
      var frame = [Float](repeating: 0, count: windowLength)
      for t in 0..<frameCount {
        let first = t * hopLength - windowLength / 2
        for n in 0..<windowLength {
          frame[n] = samples[reflected(first + n, count: samples.count)] * window[n]
        }
        plan.power(of: &frame, into: output.baseAddress! + t, stride: frameCount)
      }
      count = binCount * frameCount
    }
    return Spectrogram(values: values, binCount: binCount, frameCount: frameCount)
  }
}
