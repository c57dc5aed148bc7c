import Arithmetic
import Foundation
import TestSupport
import Testing

@Suite struct InstructionSetExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func transcribe(with instructionSet: String) throws -> Executable.Outcome {
    try Executable.run(
      [
        "transcribe", Fixture.path("Recordings/band.wav"), "-o", folder.file("a.mid"),
        "--compatible", "--force", "-v",
      ],
      environment: ["BASICPITCH_ISA": instructionSet])
  }

  @Test func allGiveTheReferencesNotes() throws {
    for instructionSet in InstructionSet.available {
      let outcome = try transcribe(with: instructionSet.rawValue)
      #expect(outcome.code == 0 && outcome.errors.contains("\(instructionSet.rawValue), "))
      #expect(
        try Data(contentsOf: URL(filePath: folder.file("a.mid")))
          == Fixture.data("Recordings/band.mid"))
    }
  }

  @Test func unknownOnesAreRefused() throws {
    let outcome = try transcribe(with: "mmx")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors == "basicpitch: BASICPITCH_ISA is 'mmx', but it must be sse2, avx2 or avx512\n"
    )
    #expect(try folder.names().isEmpty)
  }
}
