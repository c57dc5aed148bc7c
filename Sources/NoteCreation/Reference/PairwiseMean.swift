/// The mean in single precision, added up in NumPy's order so that its last bit is the same.
///
/// Source: numpy 2, `loops_utils.h.src`, `pairwise_sum`, and `_methods.py`, `_mean`.
///
/// - Precondition: `count > 0`.
func pairwiseMean(count: Int, of element: (Int) -> Float) -> Float {
  pairwiseSum(0..<count, of: element) / Float(count)
}

/// Few elements in turn, up to 128 in eight interleaved sums, more as the sum of two halves.
private func pairwiseSum(_ range: Range<Int>, of element: (Int) -> Float) -> Float {
  if range.count < 8 {
    return range.reduce(0) { $0 + element($1) }
  }
  if range.count > 128 {
    let half = range.count / 2
    let middle = range.lowerBound + half - half % 8
    return pairwiseSum(range.lowerBound..<middle, of: element)
      + pairwiseSum(middle..<range.upperBound, of: element)
  }
  let tail = range.upperBound - range.count % 8
  var sums = SIMD8<Float>.zero
  for start in stride(from: range.lowerBound, to: tail, by: 8) {
    for lane in 0..<8 { sums[lane] += element(start + lane) }
  }
  let pairs = sums.evenHalf + sums.oddHalf
  let total = (pairs[0] + pairs[1]) + (pairs[2] + pairs[3])
  return (tail..<range.upperBound).reduce(total) { $0 + element($1) }
}
