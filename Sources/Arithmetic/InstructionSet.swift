internal import CPUFeatures

/// What the kernels are compiled for; the greater, the faster.
package enum InstructionSet: String, CaseIterable, Comparable, Sendable {
  /// What every machine of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline = "sse2"
  /// x86-64-v3: AVX2 and fused multiply-add.
  case avx2
  /// x86-64-v4: AVX-512.
  case avx512

  package static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rank < b.rank }

  /// Those that this machine has, slowest first.
  package static let available = allCases.filter { $0.rank <= Int(cpu_feature_level()) }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
