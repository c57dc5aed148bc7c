#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The kernels, compiled for one instruction set.
///
/// The same sources are compiled for each (`Sources/Kernels`), and this is the only place that tells
/// them apart. What each kernel does is said where it is defined.
public struct Arithmetic: Sendable {
  package let instructionSet: InstructionSet

  /// - Precondition: this machine has the instruction set.
  package init(_ instructionSet: InstructionSet) {
    precondition(InstructionSet.available.contains(instructionSet))
    self.instructionSet = instructionSet
  }

  /// The best that this machine has, or what the environment variable `BASICPITCH_ISA` names: `sse2`,
  /// `avx2` or `avx512`.
  public init() throws(ArithmeticError) {
    let available = InstructionSet.available
    guard let variable = getenv("BASICPITCH_ISA"), variable.pointee != 0 else {
      instructionSet = available[available.count - 1]
      return
    }
    let name = String(cString: variable)
    guard let named = InstructionSet(rawValue: name) else { throw .unknownInstructionSet(name) }
    guard available.contains(named) else {
      throw .unsupportedInstructionSet(name, available: available.map(\.rawValue))
    }
    instructionSet = named
  }

  /// The best that this machine has.
  public static let best = Arithmetic(InstructionSet.available[InstructionSet.available.count - 1])

  /// The name of the instruction set, as `BASICPITCH_ISA` takes it.
  public var name: String { instructionSet.rawValue }
}
