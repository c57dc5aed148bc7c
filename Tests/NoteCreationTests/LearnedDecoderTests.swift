import Arithmetic
import TestSupport
import Testing
import TranscriptionTypes

@testable import NoteCreation

/// The default decoder, by its definition in `Benchmarks/accuracy/learned.py` and by hand.
@Suite struct LearnedDecoderTests {
  private func clip() throws -> Posteriorgrams {
    let reference = try #require(try ReferenceCase.all().first { $0.name == "clip" })
    return try reference.posteriorgrams()
  }

  @Test(arguments: ["clip", "smooth"])
  func theNotesAreThoseOfTheDefinition(name: String) throws {
    let reference = try #require(try ReferenceCase.all().first { $0.name == name })
    let notes = NoteCreator().createNotes(from: try reference.posteriorgrams())
    let expected = try DefaultNotes(fixture: "NoteCreation/\(name)")
    #expect(expected.count > 10)
    #expect(expected.differences(from: notes) == [])
  }

  @Test func instructionsDoNotMatter() throws {
    let notes = NoteCreator().createNotes(from: try clip())
    for instructionSet in InstructionSet.available {
      let creator = NoteCreator(arithmetic: Arithmetic(instructionSet))
      #expect(creator.createNotes(from: try clip()) == notes)
    }
  }

  @Test func probabilityIsTheConfidence() throws {
    let notes = NoteCreator().createNotes(from: try clip())
    #expect(notes.allSatisfy { (0...1).contains($0.confidence) })
    var settings = NoteCreator.Settings()
    settings.usesMelodia = false
    for threshold in [0.3, 0.5, 0.7] {
      settings.onsetThreshold = threshold
      let kept = NoteCreator(settings: settings).createNotes(from: try clip())
      // A probability of 0.45 is the line at 0.5; another threshold moves it by its own odds.
      let odds = 0.45 / 0.55 * threshold / (1 - threshold)
      #expect(!kept.isEmpty)
      #expect(kept.allSatisfy { Double($0.confidence) > odds / (1 + odds) - 1e-3 })
    }
  }

  @Test func thresholdsDecideWhatIsANote() throws {
    func count(_ change: (inout NoteCreator.Settings) -> Void) throws -> Int {
      var settings = NoteCreator.Settings()
      change(&settings)
      return NoteCreator(settings: settings).createNotes(from: try clip()).count
    }
    let all = try count { _ in }
    #expect(try count { ($0.onsetThreshold, $0.usesMelodia) = (1, false) } == 0)
    #expect(try count { $0.onsetThreshold = 0.9 } < all)
    #expect(try count { $0.minimumNoteLength = 10_000 } == 0)
    #expect(try count { $0.minimumFrequency = 4000 } == 0)
  }

  @Test func nothingComesOfNothing() {
    let silence = Posteriorgrams.struck([(40, 50..<120, 0, 0)])
    #expect(NoteCreator().createNotes(from: silence).isEmpty)
  }
}
