/// How many notes of an estimate are right, and how many of the truth it has.
public struct MatchScore: Equatable, Sendable {
  /// Share of the estimate's notes that are matched, 0…1.
  public var precision: Double
  /// Share of the truth's notes that are matched, 0…1.
  public var recall: Double
  /// Harmonic mean of the two.
  public var fMeasure: Double
  /// Mean over the matched pairs of the time they share by the time either sounds.
  ///
  /// At most 1; negative where notes that begin together do not even overlap.
  public var overlapRatio: Double
}

extension MatchScore {
  /// Scores a matching.
  ///
  /// Where truth and estimate are both empty, nothing is wrong and all is 1; mir_eval gives 0
  /// there. Where one of them is, all is 0.
  ///
  /// Source: mir_eval 0.8, `transcription.precision_recall_f1_overlap`.
  init(_ pairs: [NotePair], of truth: Annotation, _ estimate: Annotation) {
    guard !truth.notes.isEmpty || !estimate.notes.isEmpty else {
      self.init(precision: 1, recall: 1, fMeasure: 1, overlapRatio: 1)
      return
    }
    let matched = Double(pairs.count)
    let ratios = pairs.map { overlap(truth.notes[$0.truth], estimate.notes[$0.estimate]) }
    self.init(
      precision: ratio(matched, Double(estimate.notes.count)),
      recall: ratio(matched, Double(truth.notes.count)),
      overlapRatio: ratio(ratios.reduce(0, +), matched))
  }

  private init(precision: Double, recall: Double, overlapRatio: Double) {
    self.init(
      precision: precision, recall: recall, fMeasure: harmonicMean(precision, recall),
      overlapRatio: overlapRatio)
  }

  /// The means of all figures; nil of no scores.
  static func mean(_ scores: [MatchScore]) -> MatchScore? {
    guard !scores.isEmpty else { return nil }
    return MatchScore(
      precision: scores.mean(of: \.precision), recall: scores.mean(of: \.recall),
      fMeasure: scores.mean(of: \.fMeasure), overlapRatio: scores.mean(of: \.overlapRatio))
  }
}

/// The time that two notes share by the time from the first onset to the last offset.
private func overlap(_ one: AnnotatedNote, _ other: AnnotatedNote) -> Double {
  (min(one.offset, other.offset) - max(one.onset, other.onset))
    / (max(one.offset, other.offset) - min(one.onset, other.onset))
}
