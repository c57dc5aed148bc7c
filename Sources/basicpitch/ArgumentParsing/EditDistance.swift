/// The least number of insertions, deletions, substitutions and swaps of neighbours that turn one
/// word into the other, no letter being changed twice.
///
/// Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964
/// (the restricted distance, also called optimal string alignment).
func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first), Array(second))
  var beforePrevious = [Int]()
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      var best = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforePrevious[j - 1] + 1)
      }
      current.append(best)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}

/// The candidate that a mistyped word most likely stands for, the first of several.
///
/// - Returns: nil when none is near: a third of the word may be wrong, and at most three letters.
func nearest(to word: String, among candidates: [String]) -> String? {
  // The distance is at least the difference in length: a word of a megabyte is not compared.
  let ranked = candidates.lazy.filter { abs($0.count - word.count) <= 3 }
    .map { (candidate: $0, distance: editDistance(word, $0)) }
    .filter { $0.distance <= min(3, max(1, word.count / 3)) }
  return ranked.min { $0.distance < $1.distance }?.candidate
}
