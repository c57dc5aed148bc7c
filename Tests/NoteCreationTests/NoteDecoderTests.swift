import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

/// What holds of every decoder, whatever its notes.
@Suite struct NoteDecoderTests {
  private static let quirks: [NoteCreator.Quirks] = [.standard, .all]

  private func creator(_ quirks: NoteCreator.Quirks, polyphony: Int? = nil) -> NoteCreator {
    var settings = NoteCreator.Settings()
    settings.quirks = quirks
    settings.maximumPolyphony = polyphony
    return NoteCreator(settings: settings)
  }

  private func check(
    _ creator: NoteCreator, _ posteriorgrams: Posteriorgrams, inPortionsOf sizes: [Int]
  ) {
    let whole = creator.createNotes(from: posteriorgrams)
    var decoder = creator.makeDecoder()
    #expect(decoder.notes(of: posteriorgrams, inPortionsOf: sizes) == whole)
  }

  @Test(arguments: quirks)
  func portionsOfRandomFramesDoNotMatter(_ quirks: NoteCreator.Quirks) {
    for seed in 1...6 as ClosedRange<UInt64> {
      let posteriorgrams = Posteriorgrams.random(frameCount: 1400, seed: seed)
      for polyphony in [nil, 3] {
        let creator = creator(quirks, polyphony: polyphony)
        #expect(!creator.createNotes(from: posteriorgrams).isEmpty)
        for sizes in [[1], [142], [0, 3, 77, 1], [513, 2]] {
          check(creator, posteriorgrams, inPortionsOf: sizes)
        }
      }
    }
  }

  @Test(arguments: quirks)
  func portionsOfRealFramesDoNotMatter(_ quirks: NoteCreator.Quirks) throws {
    for reference in try ReferenceCase.all() {
      var settings = reference.settings
      settings.quirks = quirks
      let posteriorgrams = try reference.posteriorgrams()
      for sizes in [[1], [142], [0, 3, 77, 1]] {
        check(NoteCreator(settings: settings), posteriorgrams, inPortionsOf: sizes)
      }
    }
  }

  @Test(arguments: quirks, [nil, 3])
  func noNoteBeginsBeforeTheHorizon(_ quirks: NoteCreator.Quirks, polyphony: Int?) {
    let posteriorgrams = Posteriorgrams.random(frameCount: 2000, seed: 7)
    var decoder = creator(quirks, polyphony: polyphony).makeDecoder()
    var horizon = decoder.horizon
    #expect(horizon == 0)
    for frame in 0..<posteriorgrams.frameCount {
      let notes = decoder.append(posteriorgrams.frames(frame..<frame + 1))
      #expect(notes.allSatisfy { $0.onset >= horizon })
      #expect(decoder.horizon >= horizon)
      horizon = decoder.horizon
    }
    #expect(decoder.finish().allSatisfy { $0.onset >= horizon })
    #expect(decoder.horizon == .infinity)
  }

  @Test(arguments: quirks)
  func noFramesHaveNoNotes(_ quirks: NoteCreator.Quirks) {
    var decoder = creator(quirks).makeDecoder()
    #expect(decoder.append(.random(frameCount: 0, seed: 1)).isEmpty)
    #expect(decoder.finish().isEmpty)
  }
}
