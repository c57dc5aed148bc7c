// Inverse Fourier transforms of 2, 3, 4, 6 and 8 points: output k is Σ_n input n · e^(2πi·kn/N).

@inline(__always)
func transform2(
  _ a: ComplexVector, _ b: ComplexVector
) -> (ComplexVector, ComplexVector) {
  (a + b, a - b)
}

@inline(__always)
func transform3(
  _ a: ComplexVector, _ b: ComplexVector, _ c: ComplexVector
) -> (ComplexVector, ComplexVector, ComplexVector) {
  let sum = b + c
  let middle = a.adding(sum, times: -0.5)
  let turned = (b - c).turned
  let sine: Float = 0.866_025_403_784_438_6  // sin 120°
  return (a + sum, middle.adding(turned, times: sine), middle.adding(turned, times: -sine))
}

@inline(__always)
func transform4(
  _ a: ComplexVector, _ b: ComplexVector, _ c: ComplexVector, _ d: ComplexVector
) -> (ComplexVector, ComplexVector, ComplexVector, ComplexVector) {
  let even = transform2(a, c)
  let odd = transform2(b, d)
  let turned = odd.1.turned
  return (even.0 + odd.0, even.1 + turned, even.0 - odd.0, even.1 - turned)
}

@inline(__always)
func transform6(
  _ a: ComplexVector, _ b: ComplexVector, _ c: ComplexVector,
  _ d: ComplexVector, _ e: ComplexVector, _ f: ComplexVector
) -> (
  ComplexVector, ComplexVector, ComplexVector, ComplexVector, ComplexVector, ComplexVector
) {
  let even = transform3(a, c, e)
  let odd = transform3(b, d, f)
  let sine: Float = 0.866_025_403_784_438_6  // sin 60°
  let odd1 = odd.1.times(0.5, sine)
  let odd2 = odd.2.times(-0.5, sine)
  return (
    even.0 + odd.0, even.1 + odd1, even.2 + odd2, even.0 - odd.0, even.1 - odd1, even.2 - odd2
  )
}

@inline(__always)
func transform8(
  _ a: ComplexVector, _ b: ComplexVector, _ c: ComplexVector, _ d: ComplexVector,
  _ e: ComplexVector, _ f: ComplexVector, _ g: ComplexVector, _ h: ComplexVector
) -> (
  ComplexVector, ComplexVector, ComplexVector, ComplexVector,
  ComplexVector, ComplexVector, ComplexVector, ComplexVector
) {
  let even = transform4(a, c, e, g)
  let odd = transform4(b, d, f, h)
  // Odd terms are turned by multiples of 45°, whose sine and cosine are the same.
  let sine: Float = 0.707_106_781_186_547_5
  let odd1 = odd.1 + odd.1.turned
  let odd2 = odd.2.turned
  let odd3 = odd.3.turned - odd.3
  return (
    even.0 + odd.0, even.1.adding(odd1, times: sine), even.2 + odd2,
    even.3.adding(odd3, times: sine),
    even.0 - odd.0, even.1.adding(odd1, times: -sine), even.2 - odd2,
    even.3.adding(odd3, times: -sine)
  )
}
