package import KernelOperands

internal import VectorMemory

/// The definition of ``addSines(_:count:to:)``, a multiplication a frame: correct, but it rounds a
/// little differently.
package func addSinesReference(
  _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to output: UnsafeMutablePointer<Float>
) {
  for n in 0..<count {
    let (x, y) = (sines[n].real, sines[n].imaginary)
    let (c, s) = (sines[n].cosines[1], sines[n].sines[1])
    var (real, imaginary, weight) = (Double(x), Double(y), sines[n].weight)
    for i in 0..<DecayingSine.quantum {
      output[i] += weight * Float(imaginary)
      weight += sines[n].slope
      (real, imaginary) = (
        real * Double(c) - imaginary * Double(s), real * Double(s) + imaginary * Double(c)
      )
    }
    sines[n].weight = weight
    sines[n].advance()
  }
}

/// Adds the next quantum of each of `count` sines to `output`, and moves them on.
///
/// Sixteen frames follow from the sixteen before them and those before these, as the samples of a
/// decaying sine do: y′ = 2 Re(v) y − |v|² y°, where v is what sixteen frames multiply by. Nothing
/// is fused, so that all instruction sets give the same bits.
package func addSines(
  _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to output: UnsafeMutablePointer<Float>
) {
  var (sum0, sum1) = (load_vector16(output), load_vector16(output + 16))
  var (sum2, sum3) = (load_vector16(output + 32), load_vector16(output + 48))
  for n in 0..<count {
    let sine = sines + n
    let (weight, slope) = (sine.pointee.weight, sine.pointee.slope)
    // Most are let through in full, some not at all, and only bent ones change that.
    let share = slope == 0 ? weight : 1
    let (x, y) = (share * sine.pointee.real, share * sine.pointee.imaginary)
    let (c, s) = (sine.pointee.vectorReal, sine.pointee.vectorImaginary)
    let (x1, y1) = (x * c - y * s, x * s + y * c)
    let twice = SIMD16<Float>(repeating: c + c)
    let square = SIMD16<Float>(repeating: c * c + s * s)
    let value0 = at(x, y, sine)
    let value1 = at(x1, y1, sine)
    let value2 = twice * value1 - square * value0
    let value3 = twice * value2 - square * value1
    if slope == 0 {
      sum0 += value0
      sum1 += value1
      sum2 += value2
      sum3 += value3
    } else {
      let rise = SIMD16<Float>(repeating: slope)
      let first = SIMD16<Float>(repeating: weight) + rise * ramp
      let jump = SIMD16<Float>(repeating: 16 * slope)
      sum0 += first * value0
      sum1 += (first + jump) * value1
      sum2 += (first + jump + jump) * value2
      sum3 += (first + jump + jump + jump) * value3
      sine.pointee.weight += Float(DecayingSine.quantum) * slope
    }
    sine.pointee.advance()
  }
  store_vector16(sum0, output)
  store_vector16(sum1, output + 16)
  store_vector16(sum2, output + 32)
  store_vector16(sum3, output + 48)
}

@inline(always)
private var ramp: SIMD16<Float> {
  SIMD16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
}

/// Sixteen frames from where the complex amplitude is (x, y).
@inline(always)
private func at(_ x: Float, _ y: Float, _ sine: UnsafeMutablePointer<DecayingSine>) -> SIMD16<Float>
{
  SIMD16(repeating: x) * sine.pointee.sines + SIMD16(repeating: y) * sine.pointee.cosines
}

extension DecayingSine {
  @inline(always)
  fileprivate mutating func advance() {
    (real, imaginary) = (
      real * quantumReal - imaginary * quantumImaginary,
      real * quantumImaginary + imaginary * quantumReal
    )
  }
}
