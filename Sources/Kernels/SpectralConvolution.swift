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
      ComplexVector(load(row + u), load(row + t)).write(to: z, at: f)
    }
    for f in rowCount..<384 { ComplexVector(.zero, .zero).write(to: z, at: f) }
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
@inline(always)
private func storeHalf(
  _ value: ComplexVector, to target: UnsafeMutablePointer<Float>, rowStride: Int
) {
  store(value.real * 0.5, to: target)
  store(value.imaginary * 0.5, to: target + rowStride)
}

/// Convolves an image, given by its spectrum, with the kernels of four outputs.
///
/// Outputs are real, so one complex transform gives two: the first as the real part, the second as
/// the imaginary one. Two such pairs share each load of the spectrum, which is larger than the
/// nearest cache.
///
/// - Parameters:
///   - spectrum: as ``spectrum(of:rowCount:rowStride:width:positions:factors:scratch:into:)`` writes
///     it, readable for `tapCount / 2` values before a row and after `width` rounded up.
///   - scratch: 2 · 384 · 2 vectors.
///   - output: `quad.binCount` rows of each output, `rowStride` values apart, and outputs
///     `outputStride`. They are written up to `width` rounded up to whole vectors; the values beyond
///     `width` are 0.
package func convolve(
  spectrum: UnsafePointer<Float>, with quad: SpectralQuad, rowStride: Int, width: Int,
  scratch: UnsafeMutablePointer<Float>,
  into output: UnsafeMutablePointer<Float>, outputStride: Int
) {
  let other = scratch + 384 * 2 * laneCount
  var t = 0
  while t < width {
    multiply(
      spectrum + t - quad.tapCount / 2, by: quad, rowStride: rowStride, into: scratch, other)
    for pair in 0..<2 {
      let z = pair == 0 ? scratch : other
      if quad.fold == 1 {
        transform384(z, factors: quad.factors)
      } else {
        transform128(z, factors: quad.factors)
      }
      writeOutputs(
        z, of: quad, pair: pair, into: output + 2 * pair * outputStride + t, rowStride: rowStride,
        outputStride: outputStride, keepingFirst: width - t)
    }
    t += laneCount
  }
}

/// Both outputs of a pair for one block of frames, taken from their places in the transform.
@inline(always)
private func writeOutputs(
  _ z: UnsafePointer<Float>, of quad: SpectralQuad, pair: Int,
  into output: UnsafeMutablePointer<Float>, rowStride: Int, outputStride: Int,
  keepingFirst count: Int
) {
  let first = Vector(repeating: quad.bias[2 * pair])
  let second = Vector(repeating: quad.bias[2 * pair + 1])
  for f in 0..<quad.binCount {
    let value = ComplexVector(z, at: Int(quad.positions[f]))
    var a = value.real + first
    var b = value.imaginary + second
    if f >= quad.rectified.lowerBound && f < quad.rectified.upperBound {
      a = rectify(a)
      b = rectify(b)
    }
    if count < laneCount {
      a = keepFirst(count, of: a)
      b = keepFirst(count, of: b)
    }
    store(a, to: output + f * rowStride)
    store(b, to: output + f * rowStride + outputStride)
  }
}

/// The folded spectra of the two pairs: first output + i · second output of each.
@inline(always)
private func multiply(
  _ spectrum: UnsafePointer<Float>, by quad: SpectralQuad, rowStride: Int,
  into z: UnsafeMutablePointer<Float>, _ other: UnsafeMutablePointer<Float>
) {
  let count = 384 / quad.fold
  var weight = quad.weights
  for m in 0...count / 2 {
    var a = ComplexVector(.zero, .zero)
    var (b, c, d) = (a, a, a)
    for repetition in 0..<quad.fold {
      let real = spectrum + 2 * (m + repetition * count) * rowStride
      for tap in 0..<quad.tapCount {
        let x = ComplexVector(load(real + tap), load(real + rowStride + tap))
        a = a.adding(x, timesComplex: weight)
        b = b.adding(x, timesComplex: weight + 2)
        c = c.adding(x, timesComplex: weight + 4)
        d = d.adding(x, timesComplex: weight + 6)
        weight += 8
      }
    }
    // Spectra of real signals are conjugates of their mirror images.
    let mirror = m == 0 ? 0 : count - m
    (a + b.turned).write(to: z, at: m)
    (a.conjugate + b.conjugate.turned).write(to: z, at: mirror)
    (c + d.turned).write(to: other, at: m)
    (c.conjugate + d.conjugate.turned).write(to: other, at: mirror)
  }
}
