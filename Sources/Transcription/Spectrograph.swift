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
    /// Three bins a semitone from 27.5 Hz on.
    case cqt
    /// The same, joined from the windows that the network hears: low bins, whose kernels reach beyond a
    /// window, are a little different near its ends.
    case windows
    /// As many hertz a bin.
    case stft
    /// Bands as wide as the ear's.
    case mel
  }

  /// Samples of the constant-Q transform that are computed at a time, and that its longest kernel and
  /// the filters before it reach to either side.
  private static let (sectionLength, margin) = (1 << 18, 1 << 16)

  /// What is transformed at a time.
  private enum Source {
    case sections(any TimeFrequencyTransform)
    case windows(ConstantQTransform)
  }

  private let source: Source

  /// Prepares a transform.
  public init(_ view: View, arithmetic: Arithmetic) {
    source =
      switch view {
      case .cqt:
        .sections(ConstantQTransform(sampleCount: Self.sectionLength, arithmetic: arithmetic))
      case .windows: .windows(ConstantQTransform(arithmetic: arithmetic))
      case .stft: .sections(ShortTimeFourierTransform())
      case .mel: .sections(MelTransform())
      }
  }

  private var transform: any TimeFrequencyTransform {
    switch source {
    case .sections(let transform): transform
    case .windows(let transform): transform
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
  /// - Throws: `input` where the recording cannot be read, `output` with what `receive` throws.
  @discardableResult
  public func transform<Failure>(
    _ recording: Recording, _ receive: (_ levels: [Float], _ time: Double) throws(Failure) -> Void
  ) throws(TranscriptionError<Failure>) -> Shortfall? {
    switch source {
    case .sections(let transform):
      try handOn(receive) { () throws(AudioIOError) in
        try SectionFrames(
          recording, transform: transform, sectionLength: Self.sectionLength, margin: Self.margin)
      }
    case .windows(let transform):
      try handOn(receive) { () throws(AudioIOError) in
        try WindowFrames(recording, transform: transform)
      }
    }
  }

  private func handOn<Frames: FrameSource & ~Copyable, Failure>(
    _ receive: (_ levels: [Float], _ time: Double) throws(Failure) -> Void,
    of open: () throws(AudioIOError) -> Frames
  ) throws(TranscriptionError<Failure>) -> Shortfall? {
    let scales = transform.fullScalePowers.map { 1 / $0 }
    var frames: Frames
    do throws(AudioIOError) { frames = try open() } catch { throw .input(error) }
    while true {
      let part: [Frames.Frame]?
      do throws(AudioIOError) { part = try frames.next() } catch { throw .input(error) }
      guard let part else { return frames.shortfall }
      for frame in part {
        let levels = zip(frame.powers, scales).map { 10 * log10(max(1e-20, $0 * $1)) }
        do throws(Failure) { try receive(levels, frame.time) } catch { throw .output(error) }
      }
    }
  }
}
