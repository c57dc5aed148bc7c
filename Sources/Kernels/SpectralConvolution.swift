package import KernelOperands

/// Turns an image into its spectrum along the bins, frame by frame.
///
///     spectrum[k][t] = Σ_f image[f][t] · e^(−2πi·kf/384),  0 ≤ k < 384
///
/// Two blocks of frames at a time pass for the real and the imaginary part of one complex signal;
/// the symmetry of real signals' spectra takes them apart again. An inverse transform with real and
/// imaginary parts exchanged, before and after, is a forward one.
///
/// - Parameters:
///   - image: `rowCount` rows of frames, `rowStride` values apart; rows up to 384 count as zero.
///   - positions: where each of 384 results ends up in the order of `transform384`.
///   - factors: as `transform384` wants them.
///   - scratch: 384 · 2 vectors.
///   - output: 384 · 2 rows, `rowStride` values apart: real and imaginary part of each bin, written
///     up to `width` rounded up to whole vectors.
package func spectrum(
  of image: UnsafePointer<Float>, rowCount: Int, rowStride: Int, width: Int,
  positions: UnsafePointer<Int32>, factors: UnsafePointer<Float>,
  scratch z: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>
) {
  var t = 0
  while t < width {
    // The last block may have no partner, and then is its own.
    let u = t + laneCount < width ? t + laneCount : t
    for f in 0..<rowCount {
      let row = image + f * rowStride
      ComplexVector(load(row + u), load(row + t)).store(to: z, at: f)
    }
    for f in rowCount..<384 { ComplexVector(.zero, .zero).store(to: z, at: f) }
    transform384(z, factors: factors)
    for k in 0...192 {
      let mirror = k == 0 ? 0 : 384 - k
      let x = ComplexVector(z, at: Int(positions[k]))
      let y = ComplexVector(z, at: Int(positions[mirror]))
      // A result's real part is in the imaginary one's place.
      let first = ComplexVector(x.imaginary + y.imaginary, x.real - y.real)
      let second = ComplexVector(x.real + y.real, y.imaginary - x.imaginary)
      storeHalf(first, to: output + 2 * k * rowStride + t, rowStride: rowStride)
      storeHalf(second, to: output + 2 * k * rowStride + u, rowStride: rowStride)
      if mirror != k {
        let target = output + 2 * mirror * rowStride
        storeHalf(first.conjugate, to: target + t, rowStride: rowStride)
        storeHalf(second.conjugate, to: target + u, rowStride: rowStride)
      }
    }
    t = u + laneCount
  }
}

/// Writes half a number, its parts to neighbouring rows.
@inline(__always)
private func storeHalf(
  _ value: ComplexVector, to target: UnsafeMutablePointer<Float>, rowStride: Int
) {
  store(value.real * 0.5, to: target)
  store(value.imaginary * 0.5, to: target + rowStride)
}

/// Convolves an image, given by its spectrum, with the kernels of two outputs.
///
/// Both outputs are real, so one complex transform gives both: the first as the real part, the second
/// as the imaginary one.
///
/// - Parameters:
///   - spectrum: as ``spectrum(of:rowCount:rowStride:width:positions:factors:scratch:into:)`` writes
///     it, readable for `tapCount / 2` values before a row and after `width` rounded up.
///   - scratch: 384 · 2 vectors.
///   - output: `pair.binCount` rows of each output, `rowStride` values apart, and outputs
///     `outputStride`. They are written up to `width` rounded up to whole vectors; the values beyond
///     `width` are 0.
package func convolve(
  spectrum: UnsafePointer<Float>, with pair: SpectralPair, rowStride: Int, width: Int,
  scratch z: UnsafeMutablePointer<Float>,
  into output: UnsafeMutablePointer<Float>, outputStride: Int
) {
  var t = 0
  while t < width {
    multiply(spectrum + t - pair.tapCount / 2, by: pair, rowStride: rowStride, into: z)
    if pair.fold == 1 {
      transform384(z, factors: pair.factors)
    } else {
      transform128(z, factors: pair.factors)
    }
    let first = Vector(repeating: pair.bias[0])
    let second = Vector(repeating: pair.bias[1])
    for f in 0..<pair.binCount {
      let value = ComplexVector(z, at: Int(pair.positions[f]))
      var a = value.real + first
      var b = value.imaginary + second
      if f >= pair.rectified.lowerBound && f < pair.rectified.upperBound {
        a = rectify(a)
        b = rectify(b)
      }
      if t + laneCount > width {
        a = keepFirst(width - t, of: a)
        b = keepFirst(width - t, of: b)
      }
      let target = output + f * rowStride + t
      store(a, to: target)
      store(b, to: target + outputStride)
    }
    t += laneCount
  }
}

/// The folded spectrum of the pair: first output + i · second output.
@inline(__always)
private func multiply(
  _ spectrum: UnsafePointer<Float>, by pair: SpectralPair, rowStride: Int,
  into z: UnsafeMutablePointer<Float>
) {
  let count = 384 / pair.fold
  var weight = pair.weights
  for m in 0...count / 2 {
    var a = ComplexVector(.zero, .zero)
    var b = a
    for repetition in 0..<pair.fold {
      let real = spectrum + 2 * (m + repetition * count) * rowStride
      for d in 0..<pair.tapCount {
        let x = ComplexVector(load(real + d), load(real + rowStride + d))
        a = a.adding(x, timesComplex: weight)
        b = b.adding(x, timesComplex: weight + 2)
        weight += 4
      }
    }
    (a + b.turned).store(to: z, at: m)
    // Spectra of real signals are conjugates of their mirror images.
    let mirror = m == 0 ? 0 : count - m
    (a.conjugate + b.conjugate.turned).store(to: z, at: mirror)
  }
}
