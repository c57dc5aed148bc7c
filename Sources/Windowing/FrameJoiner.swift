import TranscriptionTypes

/// Joins the frames of successive windows, such as posteriorgrams, into those of the recording, as they come.
///
/// Windows overlap by 30 frames; 15 are dropped at both ends of each, where the network sees
/// only part of what it needs. 142 frames a window remain.
///
/// How many frames belong to the recording depends on its length. A window tells that the recording
/// reaches into it, so the frames that any such recording has are handed on at once and the others
/// held back: less than two windows, except under `Trimming.release040`.
///
/// Source: spotify/basic-pitch at fa5997a, `inference.py`, `unwrap_output`.
public struct FrameJoiner<Frames: JoinableFrames>: Sendable {
  private let trimming: Trimming
  private var windowCount = 0

  /// Frames joined so far.
  public private(set) var frameCount = 0

  /// The windows with frames that are not joined yet, in order.
  private var pending: [Frames] = []

  /// Starts before the first window.
  public init(trimming: Trimming = .main) { self.trimming = trimming }

  /// Takes in the frames of the next window.
  ///
  /// - Returns: the frames that have become certain, from the last certain one on.
  /// - Precondition: there are 172 of them.
  public mutating func append(_ window: Frames) -> Frames {
    precondition(window.frameCount == ModelConstants.framesPerWindow)
    pending.append(window)
    windowCount += 1
    return joined(upTo: trimming.frameCount(forSamples: leastSampleCount))
  }

  /// The rest of the recording's frames.
  ///
  /// - Parameter sampleCount: length of the recording, in samples at 22 050 Hz.
  /// - Precondition: the recording reaches into each window that was taken in.
  public mutating func finish(sampleCount: Int) -> Frames {
    precondition(windowCount == 0 || sampleCount >= leastSampleCount, "a window without audio")
    let available = windowCount * ModelConstants.keptFramesPerWindow
    return joined(upTo: min(trimming.frameCount(forSamples: sampleCount), available))
  }

  /// Samples of the shortest recording that reaches into the last window, which begins with the
  /// 15 frames that are dropped.
  private var leastSampleCount: Int {
    let firstSample = (windowCount - 1) * ModelConstants.windowHop
    return max(0, firstSample - ModelConstants.overlappingFrames / 2 * ModelConstants.hopLength) + 1
  }

  /// The frames from the last joined one to `end`.
  private mutating func joined(upTo end: Int) -> Frames {
    var frames = Frames()
    let length = ModelConstants.keptFramesPerWindow
    while frameCount < end {
      let start = frameCount % length
      let count = min(length - start, end - frameCount)
      let first = ModelConstants.overlappingFrames / 2 + start
      frames.append(pending[0], first..<first + count)
      frameCount += count
      if frameCount % length == 0 { pending.removeFirst() }
    }
    return frames
  }
}
