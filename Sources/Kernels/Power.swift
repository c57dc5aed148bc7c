/// The definition of ``power(real:imaginary:scale:into:count:)``:
/// output[i] = scale · (real[i]² + imaginary[i]²).
package func powerReference(
  real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>, scale: Float,
  into output: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count {
    output[i] = (real[i] * real[i] + imaginary[i] * imaginary[i]) * scale
  }
}

/// Writes the scaled power of `count` complex numbers, given as two rows.
package func power(
  real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>, scale: Float,
  into output: UnsafeMutablePointer<Float>, count: Int
) {
  var i = 0
  while i + laneCount <= count {
    let x = load(real + i)
    let y = load(imaginary + i)
    store((x * x + y * y) * scale, to: output + i)
    i += laneCount
  }
  powerReference(
    real: real + i, imaginary: imaginary + i, scale: scale, into: output + i, count: count - i)
}
