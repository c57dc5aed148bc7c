/// A note of the truth and the note of an estimate that is taken for it, by their indices.
struct NotePair: Equatable {
  let truth: Int
  let estimate: Int
}

extension MaximumMatching {
  /// The pairs in order of the truth.
  var pairs: [NotePair] {
    estimates.enumerated().compactMap { truth, estimate in
      estimate.map { NotePair(truth: truth, estimate: $0) }
    }
  }
}
