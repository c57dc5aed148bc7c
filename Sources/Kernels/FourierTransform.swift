// Inverse Fourier transforms of 128 and 384 points, one in every lane.
//
// Each lane is a frame, and a transform runs along the bins, so no lane ever needs another's value.
// Both lengths end in transforms of 64 = 8 · 8 points. Decimation in frequency leaves the results
// with the digits of their position reversed: callers look positions up in a table.

/// 384 points: six interleaved transforms of 64.
///
/// - Parameter factors: e^(2πi·jk/384), shape (64, 5, 2) for 0 ≤ j < 64 and 1 ≤ k < 6, followed by
///   the factors of the 64-point transform.
@inline(__always)
func transform384(_ z: UnsafeMutablePointer<Float>, factors: UnsafePointer<Float>) {
  for j in 0..<64 {
    let y = transform6(
      ComplexVector(z, at: j), ComplexVector(z, at: j + 64), ComplexVector(z, at: j + 128),
      ComplexVector(z, at: j + 192), ComplexVector(z, at: j + 256), ComplexVector(z, at: j + 320))
    let factor = factors + j * 10
    y.0.store(to: z, at: j)
    y.1.times(factor).store(to: z, at: j + 64)
    y.2.times(factor + 2).store(to: z, at: j + 128)
    y.3.times(factor + 4).store(to: z, at: j + 192)
    y.4.times(factor + 6).store(to: z, at: j + 256)
    y.5.times(factor + 8).store(to: z, at: j + 320)
  }
  for sixth in 0..<6 {
    transform64(z + sixth * 64 * 2 * laneCount, factors: factors + 64 * 10)
  }
}

/// 128 points: two interleaved transforms of 64.
///
/// - Parameter factors: e^(2πi·j/128), shape (64, 2), followed by the factors of the 64-point
///   transform.
@inline(__always)
func transform128(_ z: UnsafeMutablePointer<Float>, factors: UnsafePointer<Float>) {
  for j in 0..<64 {
    let y = transform2(ComplexVector(z, at: j), ComplexVector(z, at: j + 64))
    y.0.store(to: z, at: j)
    y.1.times(factors + j * 2).store(to: z, at: j + 64)
  }
  for half in 0..<2 {
    transform64(z + half * 64 * 2 * laneCount, factors: factors + 64 * 2)
  }
}

/// 64 points: eight interleaved transforms of 8.
///
/// - Parameter factors: e^(2πi·jk/64), shape (8, 7, 2) for 0 ≤ j < 8 and 1 ≤ k < 8.
@inline(never)
private func transform64(_ z: UnsafeMutablePointer<Float>, factors: UnsafePointer<Float>) {
  for j in 0..<8 {
    let y = transform8(
      ComplexVector(z, at: j), ComplexVector(z, at: j + 8), ComplexVector(z, at: j + 16),
      ComplexVector(z, at: j + 24), ComplexVector(z, at: j + 32), ComplexVector(z, at: j + 40),
      ComplexVector(z, at: j + 48), ComplexVector(z, at: j + 56))
    let factor = factors + j * 14
    y.0.store(to: z, at: j)
    y.1.times(factor).store(to: z, at: j + 8)
    y.2.times(factor + 2).store(to: z, at: j + 16)
    y.3.times(factor + 4).store(to: z, at: j + 24)
    y.4.times(factor + 6).store(to: z, at: j + 32)
    y.5.times(factor + 8).store(to: z, at: j + 40)
    y.6.times(factor + 10).store(to: z, at: j + 48)
    y.7.times(factor + 12).store(to: z, at: j + 56)
  }
  for eighth in 0..<8 {
    let first = eighth * 8
    let y = transform8(
      ComplexVector(z, at: first), ComplexVector(z, at: first + 1),
      ComplexVector(z, at: first + 2), ComplexVector(z, at: first + 3),
      ComplexVector(z, at: first + 4), ComplexVector(z, at: first + 5),
      ComplexVector(z, at: first + 6), ComplexVector(z, at: first + 7))
    y.0.store(to: z, at: first)
    y.1.store(to: z, at: first + 1)
    y.2.store(to: z, at: first + 2)
    y.3.store(to: z, at: first + 3)
    y.4.store(to: z, at: first + 4)
    y.5.store(to: z, at: first + 5)
    y.6.store(to: z, at: first + 6)
    y.7.store(to: z, at: first + 7)
  }
}
