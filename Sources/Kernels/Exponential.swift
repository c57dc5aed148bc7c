#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// eˣ, the definition: the C library's.
package func exponential(_ x: Float) -> Float { expf(x) }

/// eˣ in every lane, for x clamped to ±87, within 2 units in the last place.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2; eʳ is a polynomial of degree 7 and 2ⁿ is made of bits. ln 2
/// is subtracted in two parts, the first of which has few enough bits for n·ln 2 to be exact.
/// Source: S. L. Moshier, Cephes Mathematical Library, `expf`.
@inline(always)
func exponential(_ x: Vector) -> Vector {
  let limit = Vector(repeating: 87)
  let clamped = larger(smaller(x, limit), -limit)
  // Adding 1.5 · 2²³ rounds to an integer and leaves that integer in the low bits.
  let roundingBias: Float = 12_582_912
  let biased = clamped * 1.442_695_040_888_963_4 + roundingBias
  let n = biased - roundingBias
  let r = (clamped - n * 0.693_359_375) + n * 2.121_944_40e-4
  var p = r * 1.987_569_150_0e-4 + 1.398_199_950_7e-3
  p = p * r + 8.333_451_907_3e-3
  p = p * r + 4.166_579_589_4e-2
  p = p * r + 1.666_666_545_9e-1
  p = p * r + 5.000_000_120_1e-1
  let exponentOfR = p * (r * r) + r + 1
  let exponent = unsafeBitCast(biased, to: IntegerVector.self) &- (0x4B40_0000 - 127)
  return exponentOfR * unsafeBitCast(exponent &<< 23, to: Vector.self)
}

/// The definition of ``exponentials(_:count:)``: values[i] ← e^values[i].
package func exponentialsReference(_ values: UnsafeMutablePointer<Float>, count: Int) {
  for i in 0..<count { values[i] = exponential(values[i]) }
}

/// eˣ of some values, which are clamped to ±87, in place.
///
/// Each within 2 units in the last place, with the same bits for all instruction sets.
package func exponentials(_ values: UnsafeMutablePointer<Float>, count: Int) {
  let rest = count % laneCount
  for i in stride(from: 0, to: count - rest, by: laneCount) {
    store(exponential(load(values + i)), to: values + i)
  }
  var last = Vector(repeating: 0)
  for lane in 0..<rest { last[lane] = values[count - rest + lane] }
  last = exponential(last)
  for lane in 0..<rest { values[count - rest + lane] = last[lane] }
}
