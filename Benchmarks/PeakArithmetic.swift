import Arithmetic
import Peak

#if arch(x86_64)
  import PeakAVX2
  import PeakAVX512
#endif

/// The most arithmetic that one core can do with a set of instructions.
struct PeakArithmetic {
  let name: String
  let operationsPerSecond: Double

  /// Measures what this machine can do with what the kernels use.
  init(of arithmetic: Arithmetic) { self.init(arithmetic.instructionSet) }

  private init(_ instructions: InstructionSet) {
    #if arch(x86_64)
      switch instructions {
      case .baseline:
        self.init(instructions.rawValue, Peak.multiplyAddsPerRound, Peak.runMultiplyAdds)
      case .avx2:
        self.init(instructions.rawValue, PeakAVX2.multiplyAddsPerRound, PeakAVX2.runMultiplyAdds)
      case .avx512:
        self.init(
          instructions.rawValue, PeakAVX512.multiplyAddsPerRound, PeakAVX512.runMultiplyAdds)
      }
    #else
      self.init(instructions.rawValue, Peak.multiplyAddsPerRound, Peak.runMultiplyAdds)
    #endif
  }

  /// Measures: two operations a multiply-add, the best of several trials.
  private init(_ name: String, _ multiplyAdds: Int, _ run: (Int, Float) -> Float) {
    let rounds = 1_000_000
    let timing = Timing(rounds: 20) {
      // Half of a sum stays, so that no value grows or becomes denormal.
      precondition(run(rounds, 0.5) > 0)
    }
    self.name = name
    operationsPerSecond = Double(2 * multiplyAdds * rounds) / (timing.minimum / .seconds(1))
  }
}
