public import TranscriptionTypes

/// The spectrogram of a recording of any length, section by section.
///
/// Sections overlap so far that what a transform makes of their ends is left out: but for the ends of
/// the recording, each frame is as if the whole had been transformed. Memory does not grow with the
/// length.
public struct SpectrogramStream: Sendable {
  private let transform: any TimeFrequencyTransform
  private let sectionLength: Int
  private let margin: Int
  /// Samples that are not done with, with the margin before the next frame.
  private var samples: [Float] = []
  /// Frames of the margin at the beginning of `samples`.
  private var marginFrames = 0

  /// - Parameters:
  ///   - sectionLength: samples that are transformed at a time.
  ///   - margin: samples at either end that frames within reach; both are multiples of the hop.
  /// - Precondition: more than two margins in a section.
  public init(_ transform: any TimeFrequencyTransform, sectionLength: Int, margin: Int) {
    let hop = transform.hopLength
    precondition(sectionLength > 2 * margin && sectionLength % hop == 0 && margin % hop == 0)
    self.transform = transform
    self.sectionLength = sectionLength
    self.margin = margin
  }

  /// Takes the samples that follow.
  ///
  /// - Returns: power of the frames that are certain now, in parts.
  public mutating func append(_ block: [Float]) -> [Spectrogram] {
    samples += block
    var parts: [Spectrogram] = []
    while samples.count >= sectionLength {
      let last = (sectionLength - margin) / transform.hopLength
      parts.append(
        transform.transform(Array(samples[..<sectionLength])).frames(marginFrames..<last))
      samples.removeFirst(sectionLength - 2 * margin)
      marginFrames = margin / transform.hopLength
    }
    return parts
  }

  /// Power of the frames that are left; of a recording of n samples there are 1 + ⌊n / hop⌋ in all,
  /// of none none.
  public mutating func finish() -> Spectrogram {
    let count = samples.isEmpty ? 0 : 1 + samples.count / transform.hopLength
    let section = samples + Array(repeating: 0, count: sectionLength - samples.count)
    samples = []
    return transform.transform(section).frames(min(marginFrames, count)..<count)
  }
}

extension Spectrogram {
  fileprivate func frames(_ range: Range<Int>) -> Spectrogram {
    Spectrogram(
      values: (0..<binCount).flatMap { bin in
        values[bin * frameCount + range.lowerBound..<bin * frameCount + range.upperBound]
      },
      binCount: binCount, frameCount: range.count)
  }
}
