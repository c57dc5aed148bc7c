/// The best that an estimate could score if it were moved as a whole: what a constant delay costs.
public struct ShiftedScore: Equatable, Sendable {
  /// Shifts that are tried, in milliseconds to either side.
  static let furthestShift = 100

  /// Seconds to add to the estimate's times; of equally good shifts the smallest, of two such the
  /// negative one.
  public var shift: Double
  /// F by onset and pitch, after that.
  public var fMeasure: Double
}

extension ShiftedScore {
  /// Tries all shifts, each with a maximum matching of its own.
  init(
    of truth: Annotation, _ estimate: Annotation, groups: PitchGroups, tolerances: Tolerances
  ) throws(EvaluationError) {
    let total = truth.notes.count + estimate.notes.count
    var best = (count: -1, milliseconds: 0)
    for distance in 0...Self.furthestShift {
      for milliseconds in distance == 0 ? [0] : [-distance, distance] {
        // Nothing is better than everything.
        guard best.count < min(truth.notes.count, estimate.notes.count) else { break }
        let graph = try CandidateGraph(
          truth: truth.notes, estimate: estimate.notes, groups: groups, tolerances: tolerances,
          comparingOffsets: false, shift: Double(milliseconds) / 1000)
        guard graph.order.count > best.count else { continue }
        let count = MaximumMatching(graph).count
        if count > best.count { best = (count, milliseconds) }
      }
    }
    shift = Double(best.milliseconds) / 1000
    fMeasure = total == 0 ? 1 : ratio(2 * Double(max(0, best.count)), Double(total))
  }

  /// The means of both figures; nil of no scores.
  static func mean(_ scores: [ShiftedScore]) -> ShiftedScore? {
    guard !scores.isEmpty else { return nil }
    return ShiftedScore(
      shift: scores.mean(of: \.shift), fMeasure: scores.mean(of: \.fMeasure))
  }
}
