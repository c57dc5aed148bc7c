import Arithmetic
public import AudioIO
import CQT
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// From a recording to its spectrogram.
public struct Spectrograph: Sendable {
  /// What the bins are.
  public enum View: String, CaseIterable, Sendable {
    /// Three bins a semitone from 27.5 Hz on: what the network hears.
    case cqt
    /// As many hertz a bin.
    case stft
  }

  /// Samples of the constant-Q transform that are computed at a time, and that its longest kernel and
  /// the filters before it reach to either side.
  private static let (sectionLength, margin) = (1 << 18, 1 << 16)

  private let transform: any TimeFrequencyTransform

  /// Prepares a transform.
  public init(_ view: View, arithmetic: Arithmetic) {
    transform =
      switch view {
      case .cqt: ConstantQTransform(sampleCount: Self.sectionLength, arithmetic: arithmetic)
      case .stft: ShortTimeFourierTransform()
      }
  }

  /// Centre frequency of each bin, in hertz, lowest first.
  public var binFrequencies: [Double] { transform.binFrequencies }

  /// Transforms a recording, and hands on each frame in time order.
  ///
  /// Memory does not grow with its length.
  ///
  /// - Parameters:
  ///   - recording: what to hear.
  ///   - receive: takes the level of each bin, in decibels relative to a sine of full scale and never
  ///     below −200, and when it is so, in seconds.
  /// - Returns: how the recording ended before its time; nil if it is whole.
  @discardableResult
  public func transform(
    _ recording: Recording, _ receive: (_ levels: [Float], _ time: Double) -> Void
  ) throws(AudioIOError) -> Shortfall? {
    var reader = try AudioReader(recording, sampleRate: ModelConstants.sampleRate)
    var stream = SpectrogramStream(
      transform, sectionLength: Self.sectionLength, margin: Self.margin)
    let scales = transform.fullScalePowers.map { 1 / $0 }
    let secondsPerFrame = Double(transform.hopLength) / ModelConstants.sampleRate
    var frameCount = 0
    func handOn(_ part: Spectrogram) {
      for frame in 0..<part.frameCount {
        let levels = scales.enumerated().map { bin, scale in
          10 * log10(max(1e-20, part[bin: bin, frame: frame] * scale))
        }
        receive(levels, Double(frameCount) * secondsPerFrame)
        frameCount += 1
      }
    }
    while let block = try reader.next() { stream.append(block).forEach(handOn) }
    handOn(stream.finish())
    return reader.shortfall
  }
}
