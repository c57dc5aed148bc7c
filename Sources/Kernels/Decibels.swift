/// The smallest power that counts, about −100 dB, as the model was trained.
///
/// Source: spotify/basic-pitch at fa5997a, `layers/signal.py`, `NormalizedLog`.
package var powerFloor: Float { 1e-10 }

/// ln 10 turned over, as the reference's graph holds it.
private var inverseOfLog10: Float { 0.434_294_46 }

/// The definition of ``decibels(_:count:)``: x ← 10 · log₁₀(x + 10⁻¹⁰).
package func decibelsReference(_ values: UnsafeMutablePointer<Float>, count: Int) {
  for i in 0..<count { values[i] = logarithm(values[i] + powerFloor) * inverseOfLog10 * 10 }
}

/// Turns powers into decibels in place.
///
/// - Parameter values: `count` powers, each at least 0.
package func decibels(_ values: UnsafeMutablePointer<Float>, count: Int) {
  var i = 0
  while i + laneCount <= count {
    let power = load(values + i) + powerFloor
    store(logarithm(power) * inverseOfLog10 * 10, to: values + i)
    i += laneCount
  }
  decibelsReference(values + i, count: count - i)
}
