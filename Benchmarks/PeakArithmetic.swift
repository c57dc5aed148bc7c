import Peak

#if arch(x86_64)
  import PeakAVX2
  import PeakAVX512
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The most arithmetic that one core can do with a set of instructions.
struct PeakArithmetic {
  let name: String
  let operationsPerSecond: Double

  /// What can be measured on this machine, narrowest vectors first.
  static func all() -> [PeakArithmetic] {
    #if arch(x86_64)
      let features = processorFeatures()
      var peaks = [
        PeakArithmetic("SSE2", Peak.multiplyAddsPerRound, Peak.runMultiplyAdds)
      ]
      if features.isSuperset(of: ["avx2", "fma", "bmi2"]) {
        peaks.append(
          PeakArithmetic("AVX2", PeakAVX2.multiplyAddsPerRound, PeakAVX2.runMultiplyAdds))
      }
      if features.isSuperset(of: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]) {
        peaks.append(
          PeakArithmetic("AVX-512", PeakAVX512.multiplyAddsPerRound, PeakAVX512.runMultiplyAdds))
      }
      return peaks
    #else
      return [PeakArithmetic("NEON", Peak.multiplyAddsPerRound, Peak.runMultiplyAdds)]
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

  /// What Linux says the processor can do; nothing on other systems.
  private static func processorFeatures() -> Set<Substring> {
    guard let file = fopen("/proc/cpuinfo", "r") else { return [] }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      let words = String(cString: line).split { $0 == " " || $0 == "\t" || $0 == "\n" }
      if words.first == "flags" { return Set(words) }
    }
    return []
  }
}
