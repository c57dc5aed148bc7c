/// The definition of ``stretchToUnitRange(_:count:)``: x ← (x − min) / (max − min), 0 when all x are
/// the same; max − min.
package func stretchToUnitRangeReference(
  _ values: UnsafeMutablePointer<Float>, count: Int
) -> Float {
  guard count > 0 else { return 0 }
  var lowest = values[0]
  var highest = values[0]
  for i in 0..<count {
    if values[i] < lowest { lowest = values[i] }
    if values[i] > highest { highest = values[i] }
  }
  let range = highest - lowest
  for i in 0..<count { values[i] = range == 0 ? 0 : (values[i] - lowest) / range }
  return range
}

/// Stretches values linearly to 0…1, in place, and tells how far they lay apart.
package func stretchToUnitRange(_ values: UnsafeMutablePointer<Float>, count: Int) -> Float {
  guard count >= laneCount else { return stretchToUnitRangeReference(values, count: count) }
  // The last vector overlaps the one before it: a value seen twice changes no extreme.
  var lowest = load(values + count - laneCount)
  var highest = lowest
  var i = 0
  while i + laneCount <= count {
    let x = load(values + i)
    lowest = smaller(lowest, x)
    highest = larger(highest, x)
    i += laneCount
  }
  var least = lowest[0]
  var most = highest[0]
  for lane in 1..<laneCount {
    if lowest[lane] < least { least = lowest[lane] }
    if highest[lane] > most { most = highest[lane] }
  }
  let range = most - least
  // Of equal values, zero divided by anything else is the zero that is wanted.
  let divisor = Vector(repeating: range == 0 ? 1 : range)
  let offset = Vector(repeating: least)
  i = 0
  while i + laneCount <= count {
    store((load(values + i) - offset) / divisor, to: values + i)
    i += laneCount
  }
  while i < count {
    values[i] = (values[i] - least) / divisor[0]
    i += 1
  }
  return range
}
