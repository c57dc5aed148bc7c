/// The definition of ``correlateToSigmoid(_:rows:rowCount:tapCount:weights:bias:partialSums:into:width:)``:
///
///     output[t] = σ(bias + Σ_d Σ_r weights[r][d] · input[rows[r] + t + d − ⌊tapCount / 2⌋])
///     σ(x) = 1 / (1 + e⁻ˣ)
///
/// for 0 ≤ t < `width`; frames before 0 and from `width` on count as zero.
package func correlateToSigmoidReference(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: Float,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  for t in 0..<width {
    var sum = bias
    for d in 0..<tapCount {
      let frame = t + d - tapCount / 2
      guard frame >= 0 && frame < width else { continue }
      for r in 0..<rowCount {
        sum.addProduct(weights[r * tapCount + d], input[Int(rows[r]) + frame])
      }
    }
    output[t] = 1 / (1 + exponential(-sum))
  }
}

/// Correlates rows of input with one set of weights and squashes the result to 0…1: the last layer
/// of each of the network's answers.
///
/// With a single output, frames shifted by each tap would have to be loaded for one product each.
/// Instead every frame is loaded once and goes into a sum for each tap; then these sums are added,
/// each shifted by its tap.
///
/// - Parameters:
///   - input: where row offsets count from. A row is read up to `width` rounded up to whole pairs of
///     vectors, and is 0 from `width` on.
///   - rows: offset of each row's first frame, in values.
///   - tapCount: at most 7.
///   - weights: shape (`rowCount`, `tapCount`).
///   - partialSums: 7 rows, `rowStride` values apart, 0 for 3 values before their first.
///   - output: written up to `width` rounded up to whole vectors; the values beyond `width` are 0.
package func correlateToSigmoid(
  _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
  weights: UnsafePointer<Float>, bias: Float,
  partialSums: UnsafeMutablePointer<Float>, rowStride: Int,
  into output: UnsafeMutablePointer<Float>, width: Int
) {
  // With the number of taps known to the compiler, the sums that are not needed vanish.
  switch tapCount {
  case 3: sumOfThree(input, rows, rowCount, 0, 3, weights, partialSums, rowStride, width)
  case 5: sum(input, rows, rowCount, 0..<5, 5, weights, partialSums, rowStride, width)
  case 7:
    #if KERNELS_WIDE
      sum(input, rows, rowCount, 0..<7, 7, weights, partialSums, rowStride, width)
    #else
      // 16 registers hold four or five pairs of sums, but not seven.
      sum(input, rows, rowCount, 0..<4, 7, weights, partialSums, rowStride, width)
      sumOfThree(input, rows, rowCount, 4, 7, weights, partialSums, rowStride, width)
    #endif
  default:
    for d in 0..<tapCount {
      sum(input, rows, rowCount, d..<d + 1, tapCount, weights, partialSums, rowStride, width)
    }
  }
  var t = 0
  while t < width {
    var total = Vector(repeating: bias)
    for d in 0..<tapCount { total += load(partialSums + d * rowStride + t + d - tapCount / 2) }
    let result = 1 / (1 + exponential(-total))
    store(t + laneCount > width ? keepFirst(width - t, of: result) : result, to: output + t)
    t += laneCount
  }
}

/// A sum for each of some taps: sums[d][t] = Σ_r weights[r][d] · input[rows[r] + t].
@inline(always)
private func sum(
  _ input: UnsafePointer<Float>, _ rows: UnsafePointer<Int32>, _ rowCount: Int,
  _ taps: Range<Int>, _ tapCount: Int, _ weights: UnsafePointer<Float>,
  _ allSums: UnsafeMutablePointer<Float>, _ rowStride: Int, _ width: Int
) {
  let count = taps.upperBound - taps.lowerBound
  let sums = allSums + taps.lowerBound * rowStride
  var t = 0
  while t < width {
    var sum0 = VectorPair.repeating(0)
    var (sum1, sum2, sum3, sum4, sum5, sum6) = (sum0, sum0, sum0, sum0, sum0, sum0)
    var weight = weights + taps.lowerBound
    for r in 0..<rowCount {
      let x = VectorPair(from: input + Int(rows[r]) + t)
      sum0 = sum0.adding(x, times: weight[0])
      if count > 1 { sum1 = sum1.adding(x, times: weight[1]) }
      if count > 2 { sum2 = sum2.adding(x, times: weight[2]) }
      if count > 3 { sum3 = sum3.adding(x, times: weight[3]) }
      if count > 4 { sum4 = sum4.adding(x, times: weight[4]) }
      if count > 5 { sum5 = sum5.adding(x, times: weight[5]) }
      if count > 6 { sum6 = sum6.adding(x, times: weight[6]) }
      weight += tapCount
    }
    sum0.write(to: sums + t)
    if count > 1 { sum1.write(to: sums + rowStride + t) }
    if count > 2 { sum2.write(to: sums + 2 * rowStride + t) }
    if count > 3 { sum3.write(to: sums + 3 * rowStride + t) }
    if count > 4 { sum4.write(to: sums + 4 * rowStride + t) }
    if count > 5 { sum5.write(to: sums + 5 * rowStride + t) }
    if count > 6 { sum6.write(to: sums + 6 * rowStride + t) }
    t += 2 * laneCount
  }
}

/// A sum for each of three taps, likewise. Rows take turns in two sets of sums: with one alone, each
/// product would wait for the one before it.
@inline(always)
private func sumOfThree(
  _ input: UnsafePointer<Float>, _ rows: UnsafePointer<Int32>, _ rowCount: Int,
  _ firstTap: Int, _ tapCount: Int, _ weights: UnsafePointer<Float>,
  _ allSums: UnsafeMutablePointer<Float>, _ rowStride: Int, _ width: Int
) {
  let sums = allSums + firstTap * rowStride
  var t = 0
  while t < width {
    var even = TapTriple()
    var odd = TapTriple()
    var weight = weights + firstTap
    for r in stride(from: 0, to: rowCount - 1, by: 2) {
      even.add(VectorPair(from: input + Int(rows[r]) + t), times: weight)
      odd.add(VectorPair(from: input + Int(rows[r + 1]) + t), times: weight + tapCount)
      weight += 2 * tapCount
    }
    if rowCount % 2 == 1 {
      even.add(VectorPair(from: input + Int(rows[rowCount - 1]) + t), times: weight)
    }
    (even.sum0 + odd.sum0).write(to: sums + t)
    (even.sum1 + odd.sum1).write(to: sums + rowStride + t)
    (even.sum2 + odd.sum2).write(to: sums + 2 * rowStride + t)
    t += 2 * laneCount
  }
}

/// The sums of three taps.
private struct TapTriple {
  var sum0 = VectorPair.repeating(0)
  var sum1 = VectorPair.repeating(0)
  var sum2 = VectorPair.repeating(0)

  @inline(always)
  init() {}

  @inline(always)
  mutating func add(_ x: VectorPair, times weights: UnsafePointer<Float>) {
    sum0 = sum0.adding(x, times: weights[0])
    sum1 = sum1.adding(x, times: weights[1])
    sum2 = sum2.adding(x, times: weights[2])
  }
}
