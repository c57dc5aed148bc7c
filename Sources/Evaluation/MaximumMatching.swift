/// As many pairs of truth and estimate as possible, no note being in two.
///
/// A greedy matching is extended along shortest alternating paths, as many at a time as do not
/// touch, until there are none: √n rounds at most, each linear in the graph. Which of several
/// maximum matchings comes out is not left open, since scores depend on it: nodes are visited in
/// the order in which mir_eval visits them.
///
/// Source: Hopcroft and Karp, "An n^(5/2) algorithm for maximum matchings in bipartite graphs",
/// 1973; the order: mir_eval 0.8, `util._bipartite_match`.
struct MaximumMatching {
  private let graph: CandidateGraph
  /// The estimate of each note of the truth.
  private(set) var estimates: [Int?]

  init(_ graph: CandidateGraph) {
    self.graph = graph
    estimates = Array(repeating: nil, count: graph.truthCount)
    matchGreedily()
    while true {
      var layers = AlternatingLayers(graph, estimates: estimates)
      guard !layers.ends.isEmpty else { break }
      for end in layers.ends { extend(to: end, along: &layers) }
    }
  }

  /// How many pairs there are.
  var count: Int { estimates.count { $0 != nil } }

  private mutating func matchGreedily() {
    for estimate in graph.order {
      let free = graph.candidates(of: estimate).first { estimates[Int($0)] == nil }
      if let free { estimates[Int(free)] = estimate }
    }
  }

  /// Looks for a path from a free note of the truth back to a free estimate, and swaps matched and
  /// unmatched along it; nodes that have been visited are gone for the paths to come.
  ///
  /// Depth first, with a stack of our own: a path may be as long as the piece.
  private mutating func extend(to end: Int, along layers: inout AlternatingLayers) {
    var path: [(truth: Int, untried: ArraySlice<Int>)] = []
    if let first = layers.takePredecessors(of: end) { path.append((end, first[...])) }
    while let last = path.indices.last {
      guard let estimate = path[last].untried.first else {
        path.removeLast()
        continue
      }
      switch layers.takeOrigin(of: estimate) {
      case .free:
        for step in path { estimates[step.truth] = step.untried.first }
        return
      case .truth(let truth):
        // The estimate stays first of the untried while the path goes on behind it.
        if let predecessors = layers.takePredecessors(of: truth) {
          path.append((truth, predecessors[...]))
          continue
        }
      case .unreached: break
      }
      path[last].untried.removeFirst()
    }
  }
}
