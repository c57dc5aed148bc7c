/// The definition of ``addPanned(_:count:left:right:leftGain:rightGain:)``:
/// left[i] += leftGain · samples[i], and right likewise.
package func addPannedReference(
  _ samples: UnsafePointer<Float>, count: Int, left: UnsafeMutablePointer<Float>,
  right: UnsafeMutablePointer<Float>, leftGain: Float, rightGain: Float
) {
  for i in 0..<count {
    left[i] += leftGain * samples[i]
    right[i] += rightGain * samples[i]
  }
}

/// Adds `count` samples to both sides, scaled for each; nothing is fused, so that all instruction
/// sets give the same bits.
package func addPanned(
  _ samples: UnsafePointer<Float>, count: Int, left: UnsafeMutablePointer<Float>,
  right: UnsafeMutablePointer<Float>, leftGain: Float, rightGain: Float
) {
  var i = 0
  while i + laneCount <= count {
    let sample = load(samples + i)
    store(load(left + i) + leftGain * sample, to: left + i)
    store(load(right + i) + rightGain * sample, to: right + i)
    i += laneCount
  }
  addPannedReference(
    samples + i, count: count - i, left: left + i, right: right + i, leftGain: leftGain,
    rightGain: rightGain)
}
