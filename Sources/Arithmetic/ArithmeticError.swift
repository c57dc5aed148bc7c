/// Why the kernels cannot be chosen as asked.
public enum ArithmeticError: Error, Equatable {
  /// `BASICPITCH_ISA` names no instruction set.
  case unknownInstructionSet(String)
  /// `BASICPITCH_ISA` names one that this machine lacks.
  case unsupportedInstructionSet(String, available: [String])
}

extension ArithmeticError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .unknownInstructionSet(let name):
      "BASICPITCH_ISA is '\(name)', but it must be sse2, avx2 or avx512"
    case .unsupportedInstructionSet(let name, let available):
      "BASICPITCH_ISA is '\(name)', but this machine has only \(available.joined(separator: ", "))"
    }
  }
}
