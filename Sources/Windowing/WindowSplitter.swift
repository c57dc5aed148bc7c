import TranscriptionTypes

/// Cuts audio into the overlapping windows that the network takes, as the audio arrives.
///
/// The audio begins with 3 840 samples (15 frames) of silence, so that the frames which the joiner
/// drops from the first window are of nothing. Windows of 43 844 samples start every 36 164; those
/// that reach past the end are filled up with silence. Empty audio has no window.
///
/// Source: spotify/basic-pitch at fa5997a, `inference.py`, `window_audio_file` and `get_audio_input`.
public struct WindowSplitter: Sendable {
  static let leadingSilence =
    ModelConstants.overlappingFrames / 2 * ModelConstants.hopLength

  /// Samples from the next window's first one on.
  private var pending: [Float]

  /// Samples received.
  public private(set) var sampleCount = 0

  /// Whether the audio is known to have ended.
  public private(set) var isFinished = false

  /// Starts before the first sample.
  public init() {
    pending = Array(repeating: 0, count: Self.leadingSilence)
  }

  /// Takes in the next samples, at 22 050 Hz.
  public mutating func append(_ samples: [Float]) {
    precondition(!isFinished, "audio goes on after its end")
    pending += samples
    sampleCount += samples.count
  }

  /// Declares that no more samples follow.
  public mutating func finish() { isFinished = true }

  /// The next window of 43 844 samples; nil when it takes more audio, or when there are no more.
  public mutating func next() -> [Float]? {
    let length = ModelConstants.windowLength
    if pending.count >= length {
      let window = Array(pending.prefix(length))
      pending.removeFirst(ModelConstants.windowHop)
      return window
    }
    guard isFinished, sampleCount > 0, !pending.isEmpty else { return nil }
    let window = pending + Array(repeating: 0, count: length - pending.count)
    pending.removeFirst(min(ModelConstants.windowHop, pending.count))
    return window
  }
}
