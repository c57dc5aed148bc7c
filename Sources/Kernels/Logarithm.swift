#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// ln x, the definition: the C library's.
package func logarithm(_ x: Float) -> Float { logf(x) }

/// ln x in every lane, for positive normal x, within 2 units in the last place.
///
/// x = 2ᵉ·m with √½ ≤ m < √2; ln m is m − 1 less half its square and a polynomial. ln 2 is added in
/// two parts, so that e·ln 2 loses nothing.
/// Source: S. L. Moshier, Cephes Mathematical Library, `logf`.
@inline(__always)
func logarithm(_ x: Vector) -> Vector {
  let bits = unsafeBitCast(x, to: IntegerVector.self)
  var mantissa = unsafeBitCast((bits & 0x007F_FFFF) | 0x3F00_0000, to: Vector.self)  // ½ … 1
  let isSmall = mantissa .< 0.707_106_781_18
  mantissa = mantissa.replacing(with: mantissa + mantissa, where: isSmall) - 1
  // An integer in the low bits of 1.5 · 2²³ becomes a Float by subtraction.
  let biased = ((bits &>> 23) &- 126) &+ 0x4B40_0000
  let exponent = unsafeBitCast(biased, to: Vector.self) - 12_582_912
  let e = exponent.replacing(with: exponent - 1, where: isSmall)
  let m = mantissa
  let square = m * m
  var p = m * 7.037_683_629_2e-2 - 1.151_461_031_0e-1
  p = p * m + 1.167_699_874_0e-1
  p = p * m - 1.242_014_084_6e-1
  p = p * m + 1.424_932_278_7e-1
  p = p * m - 1.666_805_766_5e-1
  p = p * m + 2.000_071_476_5e-1
  p = p * m - 2.499_999_399_3e-1
  p = p * m + 3.333_333_117_4e-1
  let small = p * m * square - e * 2.121_944_40e-4 - square * 0.5
  return (m + small) + e * 0.693_359_375
}
