import TranscriptionTypes

/// When a frame of the joined posteriorgrams happens.
struct FrameTimes: Sendable {
  /// Seconds from frame to frame, but where windows meet.
  static let secondsPerFrame = Double(ModelConstants.hopLength) / ModelConstants.sampleRate

  let quirks: NoteCreator.Quirks

  /// Seconds from the beginning of the recording; rises with the frame.
  func seconds(ofFrame frame: Int) -> Double {
    quirks.contains(.windowTimes) ? reference(frame) : ModelConstants.seconds(ofFrame: frame)
  }

  /// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `model_frames_to_time`, in its
  /// order of operations.
  private func reference(_ frame: Int) -> Double {
    let hop = Double(ModelConstants.hopLength)
    let framesPerWindow = Double(ModelConstants.framesPerWindow)
    let surplus = framesPerWindow - Double(ModelConstants.windowLength) / hop
    // The reference calls 1.8 ms a magic number "needed for this to align properly".
    let correction = (hop / ModelConstants.sampleRate) * surplus + 0.0018
    let window = (Double(frame) / framesPerWindow).rounded(.down)
    return Double(frame * ModelConstants.hopLength) / ModelConstants.sampleRate
      - correction * window
  }
}
