/// What alternating paths reach from the free estimates, up to the nearest free notes of the truth.
///
/// An alternating path goes from estimate to truth by a pair that is not matched, and back by one
/// that is.
struct AlternatingLayers {
  /// How an estimate was reached.
  enum Origin {
    /// Not at all, or a path has used it.
    case unreached
    /// It is free: a path begins here.
    case free
    /// From the note of the truth it is matched with.
    case truth(Int)
  }

  /// The free notes of the truth that are nearest; empty if none can be reached.
  private(set) var ends: [Int] = []
  private var origins: [Origin]
  /// For each note of the truth that was reached, the estimates of the layer before.
  private var predecessors: [[Int]?]

  init(_ graph: CandidateGraph, estimates: [Int?]) {
    origins = Array(repeating: .free, count: graph.estimateCount)
    predecessors = Array(repeating: nil, count: graph.truthCount)
    for case let estimate? in estimates { origins[estimate] = .unreached }
    var layer = graph.order.filter { if case .free = origins[$0] { true } else { false } }
    var isReached = Array(repeating: false, count: graph.truthCount)
    while !layer.isEmpty && ends.isEmpty {
      let reached = reach(from: layer, in: graph, except: isReached)
      layer = []
      for truth in reached {
        isReached[truth] = true
        if let estimate = estimates[truth] {
          layer.append(estimate)
          origins[estimate] = .truth(truth)
        } else {
          ends.append(truth)
        }
      }
    }
  }

  /// The next layer of the truth, in the order in which its notes are met.
  private mutating func reach(
    from layer: [Int], in graph: CandidateGraph, except isReached: [Bool]
  ) -> [Int] {
    var reached: [Int] = []
    for estimate in layer {
      for truth in graph.candidates(of: estimate).lazy.map(Int.init) where !isReached[truth] {
        if predecessors[truth] == nil {
          reached.append(truth)
          predecessors[truth] = []
        }
        predecessors[truth]?.append(estimate)
      }
    }
    return reached
  }

  /// How an estimate was reached; afterwards it counts as unreached.
  mutating func takeOrigin(of estimate: Int) -> Origin {
    defer { origins[estimate] = .unreached }
    return origins[estimate]
  }

  /// The estimates before a note of the truth; afterwards it has none.
  mutating func takePredecessors(of truth: Int) -> [Int]? {
    defer { predecessors[truth] = nil }
    return predecessors[truth]
  }
}
