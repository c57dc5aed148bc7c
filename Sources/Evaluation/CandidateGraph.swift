/// Which notes of an estimate may be which of the truth: a bipartite graph.
struct CandidateGraph {
  /// Pairs that are kept at most; two hundred for each note of ten hours of music.
  static let candidateLimit = 20_000_000

  let truthCount: Int
  let estimateCount: Int
  /// Estimates with candidates, in the order in which the truth, note by note, first meets them.
  ///
  /// The matching looks at them in this order, which is mir_eval's.
  private(set) var order: [Int] = []
  /// The candidates of all estimates, one after the other.
  private var candidates: [Int32] = []
  /// Where those of each estimate begin, and where the last end.
  private var starts: [Int] = []

  /// The notes of the truth that an estimate may be, ascending.
  func candidates(of estimate: Int) -> ArraySlice<Int32> {
    candidates[starts[estimate]..<starts[estimate + 1]]
  }
}

extension CandidateGraph {
  /// Joins estimates and truth by number: `pairs` holds all that may be the same, by truth, then
  /// estimate.
  init(truthCount: Int, estimateCount: Int, pairs: [(truth: Int32, estimate: Int32)]) {
    self.truthCount = truthCount
    self.estimateCount = estimateCount
    starts = Array(repeating: 0, count: estimateCount + 1)
    for pair in pairs {
      if starts[Int(pair.estimate) + 1] == 0 { order.append(Int(pair.estimate)) }
      starts[Int(pair.estimate) + 1] += 1
    }
    for estimate in 0..<estimateCount { starts[estimate + 1] += starts[estimate] }
    var next = starts
    candidates = Array(repeating: 0, count: pairs.count)
    for pair in pairs {
      candidates[next[Int(pair.estimate)]] = pair.truth
      next[Int(pair.estimate)] += 1
    }
  }

  /// Joins notes that lie within the tolerances of each other.
  ///
  /// The time it takes grows with the notes and the pairs, not with their product: the notes of a
  /// pitch are in order of onset, as are those of the truth, so that each finds its first candidate
  /// where the one before found its own.
  ///
  /// - Parameters:
  ///   - groups: `estimate` by pitch.
  ///   - comparingOffsets: Whether notes have to end together too.
  ///   - shift: Seconds by which the estimate is moved.
  /// - Precondition: all notes are in order of onset.
  init(
    truth: [AnnotatedNote], estimate: [AnnotatedNote], groups: PitchGroups, tolerances: Tolerances,
    comparingOffsets: Bool, shift: Double = 0
  ) throws(EvaluationError) {
    var pairs: [(truth: Int32, estimate: Int32)] = []
    var windows = groups.members.map { OnsetWindow(members: $0) }
    for (index, note) in truth.enumerated() {
      let begin = pairs.count
      let agreeing = groups.agreeing(with: note.pitch, within: tolerances)
      for group in agreeing {
        let near = windows[group].move(within: tolerances.onset) { member in
          Tolerances.lag(estimate[member].onset + shift, after: note.onset)
        }
        for candidate in near
        where !comparingOffsets || tolerances.offsetsAgree(note, estimate[candidate], shift: shift)
        {
          guard pairs.count < Self.candidateLimit else {
            throw .tooManyCandidates(limit: Self.candidateLimit)
          }
          pairs.append((Int32(index), Int32(candidate)))
        }
      }
      if agreeing.count > 1 { pairs[begin...].sort { $0.estimate < $1.estimate } }
    }
    self.init(truthCount: truth.count, estimateCount: estimate.count, pairs: pairs)
  }
}

/// Those notes of a pitch that begin near a time, as the time goes on.
private struct OnsetWindow {
  /// In order of onset.
  let members: [Int]
  /// The first member that is not too early.
  private var first = 0

  init(members: [Int]) { self.members = members }

  /// Moves to a time, which is never earlier than the last one.
  ///
  /// - Parameter lag: How much later than that time a member begins.
  mutating func move(within tolerance: Double, lag: (Int) -> Double) -> ArraySlice<Int> {
    while first < members.count, lag(members[first]) < -tolerance { first += 1 }
    let end = members[first...].firstIndex { lag($0) > tolerance } ?? members.count
    return members[first..<end]
  }
}
