/// Everything that is said about an estimate, or on average about several.
public struct NoteScores: Equatable, Sendable {
  /// Notes count as right whose onset and pitch are.
  public var onset: MatchScore
  /// Notes count as right whose onset, pitch and offset are.
  public var onsetOffset: MatchScore
  /// Notes count as right whose onset, pitch, offset and velocity are; nil without velocities.
  public var onsetOffsetVelocity: MatchScore?
  /// What sounds, every 10 ms.
  public var frame: FrameScore
  /// Of the notes that `onset` counts as right; nil if there are none.
  public var onsetDeviation: OnsetDeviation?
  /// What `onset` could be.
  public var bestShift: ShiftedScore
}

extension NoteScores {
  /// The mean of every figure over the scores that have it; nil of no scores.
  public static func mean(of scores: [NoteScores]) -> NoteScores? {
    guard let onset = MatchScore.mean(scores.map(\.onset)),
      let onsetOffset = MatchScore.mean(scores.map(\.onsetOffset)),
      let frame = FrameScore.mean(scores.map(\.frame)),
      let bestShift = ShiftedScore.mean(scores.map(\.bestShift))
    else { return nil }
    return NoteScores(
      onset: onset, onsetOffset: onsetOffset,
      onsetOffsetVelocity: MatchScore.mean(scores.compactMap(\.onsetOffsetVelocity)),
      frame: frame, onsetDeviation: OnsetDeviation.mean(scores.compactMap(\.onsetDeviation)),
      bestShift: bestShift)
  }
}
