import TestSupport
import Testing

@testable import Evaluation

@Suite struct MaximumMatchingTests {
  private func graph(_ pairs: [(truth: Int32, estimate: Int32)], _ truths: Int, _ estimates: Int)
    -> CandidateGraph
  {
    CandidateGraph(truthCount: truths, estimateCount: estimates, pairs: pairs)
  }

  /// The most pairs that share no note, found by trying everything.
  private func bruteForce(_ pairs: ArraySlice<(truth: Int32, estimate: Int32)>) -> Int {
    guard let pair = pairs.first else { return 0 }
    let compatible = pairs.dropFirst().filter {
      $0.truth != pair.truth && $0.estimate != pair.estimate
    }
    return max(bruteForce(pairs.dropFirst()), 1 + bruteForce(compatible[...]))
  }

  @Test func nothingMatchesNothing() {
    #expect(MaximumMatching(graph([], 0, 0)).pairs.isEmpty)
    #expect(MaximumMatching(graph([], 3, 2)).count == 0)
  }

  @Test func aGreedyChoiceIsTakenBack() {
    // Estimate 0 takes truth 0, which estimate 1 needs.
    let matching = MaximumMatching(graph([(0, 0), (0, 1), (1, 0)], 2, 2))
    #expect(matching.pairs == [.init(truth: 0, estimate: 1), .init(truth: 1, estimate: 0)])
  }

  @Test func randomGraphsAreMatchedAsWellAsByTryingEverything() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<2000 {
      let (truths, estimates) = (
        Int.random(in: 1...6, using: &generator), Int.random(in: 1...6, using: &generator)
      )
      // Few enough to try all, in the order in which they are to come.
      var pairs: [(truth: Int32, estimate: Int32)] = []
      for truth in 0..<truths {
        for estimate in 0..<estimates
        where pairs.count < 14 && Int.random(in: 0..<5, using: &generator) < 2 {
          pairs.append((Int32(truth), Int32(estimate)))
        }
      }
      let matching = MaximumMatching(graph(pairs, truths, estimates))
      #expect(matching.count == bruteForce(pairs[...]), "\(pairs)")
      #expect(Set(matching.pairs.map(\.estimate)).count == matching.count)
      for pair in matching.pairs {
        #expect(pairs.contains { Int($0.truth) == pair.truth && Int($0.estimate) == pair.estimate })
      }
    }
  }

  @Test func pathsMayBeAsLongAsThePiece() {
    // Truth i fits estimates i and i + 1, but the last fits its own only: the one path to it passes
    // through all.
    let count = 200_000
    var pairs: [(truth: Int32, estimate: Int32)] = []
    for i in 0..<Int32(count) {
      pairs.append((i, i))
      if i > 0 { pairs.append((i, i - 1)) }
    }
    pairs.append((0, Int32(count)))
    pairs.sort { ($0.truth, $0.estimate) < ($1.truth, $1.estimate) }
    #expect(MaximumMatching(graph(pairs, count, count + 1)).count == count)
    pairs.append((Int32(count), Int32(count - 1)))
    #expect(MaximumMatching(graph(pairs, count + 1, count + 1)).count == count + 1)
  }
}
