package import KernelOperands
import Kernels

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

// One method a kernel, with the kernel's own name and arguments.
extension Arithmetic {
  package func correlate(
    _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
    weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?, rectified: Bool,
    into output: UnsafeMutablePointer<Float>, outputStride: Int, width: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.correlate(
        input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
        rectified: rectified, into: output, outputStride: outputStride, width: width)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.correlate(
          input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
          rectified: rectified, into: output, outputStride: outputStride, width: width)
      case .avx512:
        KernelsAVX512.correlate(
          input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
          rectified: rectified, into: output, outputStride: outputStride, width: width)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func correlateFused(
    _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int,
    weights: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, outputStride: Int,
    width: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.correlateFused(
        input, rows: rows, rowCount: rowCount, weights: weights, into: output,
        outputStride: outputStride, width: width)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.correlateFused(
          input, rows: rows, rowCount: rowCount, weights: weights, into: output,
          outputStride: outputStride, width: width)
      case .avx512:
        KernelsAVX512.correlateFused(
          input, rows: rows, rowCount: rowCount, weights: weights, into: output,
          outputStride: outputStride, width: width)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func correlateToSigmoid(
    _ input: UnsafePointer<Float>, rows: UnsafePointer<Int32>, rowCount: Int, tapCount: Int,
    weights: UnsafePointer<Float>, bias: Float, partialSums: UnsafeMutablePointer<Float>,
    rowStride: Int, into output: UnsafeMutablePointer<Float>, width: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.correlateToSigmoid(
        input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
        partialSums: partialSums, rowStride: rowStride, into: output, width: width)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.correlateToSigmoid(
          input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
          partialSums: partialSums, rowStride: rowStride, into: output, width: width)
      case .avx512:
        KernelsAVX512.correlateToSigmoid(
          input, rows: rows, rowCount: rowCount, tapCount: tapCount, weights: weights, bias: bias,
          partialSums: partialSums, rowStride: rowStride, into: output, width: width)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func spectrum(
    of image: UnsafePointer<Float>, rowCount: Int, rowStride: Int, width: Int,
    positions: UnsafePointer<Int32>, factors: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.spectrum(
        of: image, rowCount: rowCount, rowStride: rowStride, width: width, positions: positions,
        factors: factors, scratch: scratch, into: output)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.spectrum(
          of: image, rowCount: rowCount, rowStride: rowStride, width: width, positions: positions,
          factors: factors, scratch: scratch, into: output)
      case .avx512:
        KernelsAVX512.spectrum(
          of: image, rowCount: rowCount, rowStride: rowStride, width: width, positions: positions,
          factors: factors, scratch: scratch, into: output)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func convolve(
    spectrum: UnsafePointer<Float>, with quad: SpectralQuad, rowStride: Int, width: Int,
    scratch: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>,
    outputStride: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.convolve(
        spectrum: spectrum, with: quad, rowStride: rowStride, width: width, scratch: scratch,
        into: output, outputStride: outputStride)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.convolve(
          spectrum: spectrum, with: quad, rowStride: rowStride, width: width, scratch: scratch,
          into: output, outputStride: outputStride)
      case .avx512:
        KernelsAVX512.convolve(
          spectrum: spectrum, with: quad, rowStride: rowStride, width: width, scratch: scratch,
          into: output, outputStride: outputStride)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func power(
    real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>, scale: Float,
    into output: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.power(real: real, imaginary: imaginary, scale: scale, into: output, count: count)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.power(
          real: real, imaginary: imaginary, scale: scale, into: output, count: count)
      case .avx512:
        KernelsAVX512.power(
          real: real, imaginary: imaginary, scale: scale, into: output, count: count)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func decibels(
    _ values: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.decibels(values, count: count)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.decibels(values, count: count)
      case .avx512:
        KernelsAVX512.decibels(values, count: count)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func exponentials(
    _ values: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.exponentials(values, count: count)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.exponentials(values, count: count)
      case .avx512:
        KernelsAVX512.exponentials(values, count: count)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func stretchToUnitRange(
    _ values: UnsafeMutablePointer<Float>, count: Int
  ) -> Float {
    switch instructionSet {
    case .baseline:
      Kernels.stretchToUnitRange(values, count: count)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.stretchToUnitRange(values, count: count)
      case .avx512:
        KernelsAVX512.stretchToUnitRange(values, count: count)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func tuneSines(
    _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to fundamental: Double
  ) -> Bool {
    switch instructionSet {
    case .baseline: return Kernels.tuneSines(sines, count: count, to: fundamental)
    #if arch(x86_64)
      case .avx2: return KernelsAVX2.tuneSines(sines, count: count, to: fundamental)
      case .avx512: return KernelsAVX512.tuneSines(sines, count: count, to: fundamental)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func addSines(
    _ sines: UnsafeMutablePointer<DecayingSine>, count: Int, to output: UnsafeMutablePointer<Float>
  ) {
    switch instructionSet {
    case .baseline: Kernels.addSines(sines, count: count, to: output)
    #if arch(x86_64)
      case .avx2: KernelsAVX2.addSines(sines, count: count, to: output)
      case .avx512: KernelsAVX512.addSines(sines, count: count, to: output)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func addPanned(
    _ samples: UnsafePointer<Float>, count: Int, left: UnsafeMutablePointer<Float>,
    right: UnsafeMutablePointer<Float>, leftGain: Float, rightGain: Float
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.addPanned(
        samples, count: count, left: left, right: right, leftGain: leftGain, rightGain: rightGain)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.addPanned(
          samples, count: count, left: left, right: right, leftGain: leftGain,
          rightGain: rightGain)
      case .avx512:
        KernelsAVX512.addPanned(
          samples, count: count, left: left, right: right, leftGain: leftGain,
          rightGain: rightGain)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }
}
