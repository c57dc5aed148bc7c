/// Compares estimated notes with the truth, as the field does.
///
/// Notes are matched one to one, as many as possible, with mir_eval's tolerances, rounding and
/// order; the figures are mir_eval's.
///
/// Source: mir_eval 0.8, `transcription`, `transcription_velocity`; Raffel et al., "mir_eval: a
/// transparent implementation of common MIR metrics", 2014.
public struct NoteEvaluator: Sendable {
  private let tolerances: Tolerances

  /// Sets the tolerances.
  public init(tolerances: Tolerances = Tolerances()) { self.tolerances = tolerances }

  /// Scores an estimate.
  ///
  /// - Throws: `tooManyCandidates`.
  public func evaluate(
    _ estimate: Annotation, against truth: Annotation
  ) throws(EvaluationError) -> NoteScores {
    let groups = PitchGroups(estimate.notes)
    let begun = try match(truth, estimate, groups: groups, comparingOffsets: false)
    let ended = try match(truth, estimate, groups: groups, comparingOffsets: true)
    let struck = ended.agreeingInVelocity(truth, estimate, within: tolerances.velocity)
    return NoteScores(
      onset: MatchScore(begun, of: truth, estimate),
      onsetOffset: MatchScore(ended, of: truth, estimate),
      onsetOffsetVelocity: struck.map { MatchScore($0, of: truth, estimate) },
      frame: FrameScore(of: truth, estimate),
      onsetDeviation: OnsetDeviation(begun, of: truth, estimate),
      bestShift: try ShiftedScore(of: truth, estimate, groups: groups, tolerances: tolerances))
  }

  private func match(
    _ truth: Annotation, _ estimate: Annotation, groups: PitchGroups, comparingOffsets: Bool
  ) throws(EvaluationError) -> [NotePair] {
    MaximumMatching(
      try CandidateGraph(
        truth: truth.notes, estimate: estimate.notes, groups: groups, tolerances: tolerances,
        comparingOffsets: comparingOffsets)
    ).pairs
  }
}
