import TranscriptionTypes

/// A view of audio over time and frequency.
public protocol TimeFrequencyTransform: Sendable {
  /// Samples between frames.
  var hopLength: Int { get }

  /// Centre frequency of each bin, in hertz, lowest first.
  var binFrequencies: [Double] { get }

  /// Power that a sine of full scale has in each bin, at the centre of it.
  var fullScalePowers: [Float] { get }

  /// Computes the power of each bin in each frame, of shape (bins, frames).
  func transform(_ samples: [Float]) -> Spectrogram
}
