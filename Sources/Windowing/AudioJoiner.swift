import TranscriptionTypes

/// Joins successive windows into the audio that they were cut from, as they come.
///
/// A window contributes its first 36 164 samples: the rest is in the next one too. The last window
/// so far is held back, because only the end of the audio tells how much of it is silence that
/// fills it up.
public struct AudioJoiner: Sendable {
  private var sampleCount = 0
  private var pending: ArraySlice<Float>?

  /// Starts before the first window.
  public init() {}

  /// Takes in the next window of 43 844 samples.
  ///
  /// - Returns: the samples of the window before.
  public mutating func append(_ window: [Float]) -> [Float] {
    precondition(window.count == ModelConstants.windowLength, "a whole window")
    let certain = Array(pending ?? [])
    sampleCount += certain.count
    let start = pending == nil ? WindowSplitter.leadingSilence : 0
    pending = window[start..<ModelConstants.windowHop]
    return certain
  }

  /// The rest of the audio.
  ///
  /// - Parameter sampleCount: length of the audio.
  /// - Precondition: the audio ends in the last window.
  public mutating func finish(sampleCount: Int) -> [Float] {
    let rest = pending ?? []
    let count = sampleCount - self.sampleCount
    precondition(0...rest.count ~= count, "the audio ends elsewhere")
    pending = []
    self.sampleCount = sampleCount
    return Array(rest.prefix(count))
  }
}
