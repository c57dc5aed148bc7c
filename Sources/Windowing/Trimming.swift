import TranscriptionTypes

/// How many of the last window's frames belong to the recording.
public enum Trimming: Sendable {
  /// As the reference's main branch: ⌊samples / 36 164 · 142⌋ frames.
  case main
  /// As the reference's release 0.4.0: 86 frames a second, which loses the end of long recordings.
  ///
  /// What may be lost is held back: 0.6 frames, or 1 kB, a second.
  case release040

  /// Frames of a recording that has so many samples at 22 050 Hz.
  public func frameCount(forSamples sampleCount: Int) -> Int {
    // In double precision and in the reference's order, so that it rounds where the reference does.
    switch self {
    case .main:
      Int(
        Double(sampleCount) / Double(ModelConstants.windowHop)
          * Double(ModelConstants.keptFramesPerWindow))
    case .release040: Int(Double(sampleCount) * (86 / ModelConstants.sampleRate))
    }
  }
}
