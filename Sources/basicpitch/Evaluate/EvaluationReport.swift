import Evaluation

/// The scores of all estimates.
struct EvaluationReport {
  /// One estimate.
  struct Row {
    let name: String
    let truthPath: String
    let estimatePath: String
    /// Notes of the truth.
    let truthCount: Int
    /// Notes of the estimate.
    let estimateCount: Int
    let scores: NoteScores
  }

  let tolerances: Tolerances
  var rows: [Row] = []

  init(tolerances: Tolerances) { self.tolerances = tolerances }

  /// The mean of every figure; nil without rows.
  var mean: NoteScores? { NoteScores.mean(of: rows.map(\.scores)) }
}
