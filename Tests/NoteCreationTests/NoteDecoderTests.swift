import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

/// What holds of every decoder, whatever its notes.
@Suite struct NoteDecoderTests {
  enum Kind: CaseIterable {
    case wholePiece, evidence, rules, singleLine, singleLineByRules

    func apply(to settings: inout NoteCreator.Settings) {
      settings.quirks = self == .wholePiece ? .all : .standard
      settings.isSingleLine = self == .singleLine || self == .singleLineByRules
      settings.decoder = self == .rules || self == .singleLineByRules ? .rules : .learned
    }
  }

  private func creator(_ kind: Kind, polyphony: Int? = nil) -> NoteCreator {
    var settings = NoteCreator.Settings()
    kind.apply(to: &settings)
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

  @Test(arguments: Kind.allCases)
  func portionsOfRandomFramesDoNotMatter(_ kind: Kind) {
    for seed in 1...6 as ClosedRange<UInt64> {
      let posteriorgrams = Posteriorgrams.random(frameCount: 1400, seed: seed)
      for polyphony in [nil, 3] {
        let creator = creator(kind, polyphony: polyphony)
        #expect(!creator.createNotes(from: posteriorgrams).isEmpty)
        for sizes in [[1], [142], [0, 3, 77, 1], [513, 2]] {
          check(creator, posteriorgrams, inPortionsOf: sizes)
        }
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func portionsOfRealFramesDoNotMatter(_ kind: Kind) throws {
    for reference in try ReferenceCase.all() {
      var settings = reference.settings
      kind.apply(to: &settings)
      let posteriorgrams = try reference.posteriorgrams()
      for sizes in [[1], [142], [0, 3, 77, 1]] {
        check(NoteCreator(settings: settings), posteriorgrams, inPortionsOf: sizes)
      }
    }
  }

  @Test(arguments: Kind.allCases, [nil, 3])
  func noNoteBeginsBeforeTheHorizon(_ kind: Kind, polyphony: Int?) {
    let posteriorgrams = Posteriorgrams.random(frameCount: 2000, seed: 7)
    var decoder = creator(kind, polyphony: polyphony).makeDecoder()
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

  @Test(arguments: Kind.allCases)
  func noFramesHaveNoNotes(_ kind: Kind) {
    var decoder = creator(kind).makeDecoder()
    #expect(decoder.append(.random(frameCount: 0, seed: 1)).isEmpty)
    #expect(decoder.finish().isEmpty)
  }
}
