import Arithmetic
import Testing

@Suite struct InstructionSetTests {
  @Test func everyMachineHasTheBaseline() {
    #expect(InstructionSet.available.first == .baseline)
    #expect(InstructionSet.available == InstructionSet.available.sorted())
  }

  @Test func messagesSayWhatIsWanted() {
    #expect(
      "\(ArithmeticError.unknownInstructionSet("neon"))"
        == "BASICPITCH_ISA is 'neon', but it must be sse2, avx2 or avx512")
    #expect(
      "\(ArithmeticError.unsupportedInstructionSet("avx512", available: ["sse2", "avx2"]))"
        == "BASICPITCH_ISA is 'avx512', but this machine has only sse2, avx2")
  }
}
