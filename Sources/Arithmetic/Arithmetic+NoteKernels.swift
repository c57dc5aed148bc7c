package import KernelOperands
import Kernels

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

// The kernels of note creation, likewise.
extension Arithmetic {
  package func answer(
    of network: NetworkWeights, to inputs: UnsafeMutablePointer<Float>, rowCount: Int,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.answer(of: network, to: inputs, rowCount: rowCount, into: outputs)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.answer(of: network, to: inputs, rowCount: rowCount, into: outputs)
      case .avx512:
        KernelsAVX512.answer(of: network, to: inputs, rowCount: rowCount, into: outputs)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func highestOfRows(
    _ rows: UnsafePointer<Float>, rowCount: Int, width: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.highestOfRows(
        rows, rowCount: rowCount, width: width, into: output)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.highestOfRows(
          rows, rowCount: rowCount, width: width, into: output)
      case .avx512:
        KernelsAVX512.highestOfRows(
          rows, rowCount: rowCount, width: width, into: output)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }

  package func sumOfRows(
    _ rows: UnsafePointer<Float>, rowCount: Int, width: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    switch instructionSet {
    case .baseline:
      Kernels.sumOfRows(
        rows, rowCount: rowCount, width: width, into: output)
    #if arch(x86_64)
      case .avx2:
        KernelsAVX2.sumOfRows(
          rows, rowCount: rowCount, width: width, into: output)
      case .avx512:
        KernelsAVX512.sumOfRows(
          rows, rowCount: rowCount, width: width, into: output)
    #else
      case .avx2, .avx512: preconditionFailure("not of this architecture")
    #endif
    }
  }
}
