import TranscriptionTypes

/// Joins the posteriorgrams of successive windows into those of the recording.
///
/// Windows overlap by 30 frames; 15 are dropped at both ends of each, where the network sees
/// only part of what it needs. 142 frames a window remain.
///
/// Source: spotify/basic-pitch at fa5997a, `inference.py`, `unwrap_output`.
public struct PosteriorgramJoiner: Sendable {
  /// How many of the last window's frames belong to the recording.
  public enum Trimming: Sendable {
    /// As the reference's main branch: ⌊samples / 36 164 · 142⌋ frames.
    case main
    /// As the reference's release 0.4.0: 86 frames a second, which loses the end of long recordings.
    case release040
  }

  private let trimming: Trimming
  private var note: [Float] = []
  private var onset: [Float] = []
  private var contour: [Float] = []

  /// Starts before the first window.
  public init(trimming: Trimming = .main) { self.trimming = trimming }

  /// Takes in the posteriorgrams of the next window.
  ///
  /// - Precondition: they have 172 frames.
  public mutating func append(_ window: Posteriorgrams) {
    precondition(window.frameCount == ModelConstants.framesPerWindow)
    let first = ModelConstants.overlappingFrames / 2
    let kept = first..<first + ModelConstants.keptFramesPerWindow
    note += window.note.frames(kept)
    onset += window.onset.frames(kept)
    contour += window.contour.frames(kept)
  }

  /// The posteriorgrams of the whole recording.
  ///
  /// - Parameter sampleCount: length of the recording, in samples at 22 050 Hz.
  public consuming func finish(sampleCount: Int) -> Posteriorgrams {
    let pitches = ModelConstants.pitchCount
    let bins = ModelConstants.contourBinCount
    let frameCount = min(frameCount(forSamples: sampleCount), note.count / pitches)
    return Posteriorgrams(
      note: Posteriorgram(values: note.truncated(to: frameCount * pitches), binCount: pitches),
      onset: Posteriorgram(values: onset.truncated(to: frameCount * pitches), binCount: pitches),
      contour: Posteriorgram(values: contour.truncated(to: frameCount * bins), binCount: bins))
  }

  private func frameCount(forSamples sampleCount: Int) -> Int {
    // In double precision and in the reference's order, so that it rounds where the reference does.
    switch trimming {
    case .main:
      Int(
        Double(sampleCount) / Double(ModelConstants.windowHop)
          * Double(ModelConstants.keptFramesPerWindow))
    case .release040: Int(Double(sampleCount) * (86 / ModelConstants.sampleRate))
    }
  }
}

extension Posteriorgram {
  fileprivate func frames(_ range: Range<Int>) -> ArraySlice<Float> {
    values[range.lowerBound * binCount..<range.upperBound * binCount]
  }
}

extension [Float] {
  fileprivate consuming func truncated(to count: Int) -> [Float] {
    removeLast(self.count - count)
    return self
  }
}
