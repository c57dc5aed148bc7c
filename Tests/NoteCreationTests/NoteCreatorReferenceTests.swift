import NoteCreation
import Testing

/// Our notes beside the Python reference's, without any tolerance: times, confidences and bends are
/// computed in the same order of operations.
@Suite struct NoteCreatorReferenceTests {
  @Test(arguments: try ReferenceCase.all())
  func notesAreTheReferencesOwn(_ reference: ReferenceCase) throws {
    var settings = reference.settings
    settings.quirks = .all
    let notes = NoteCreator(settings: settings).createNotes(from: try reference.posteriorgrams())
    #expect(try reference.notes() == notes.map(ReferenceCase.Note.init))
  }

  @Test(arguments: try ReferenceCase.all().filter { !$0.hasLimitBelowLowestKey })
  func otherQuirksMatterOnlyAtLowLimits(_ reference: ReferenceCase) throws {
    var settings = reference.settings
    settings.quirks = NoteCreator.Quirks.all.subtracting(.negativeFrequencyIndices)
    let creator = NoteCreator(settings: settings)
    let notes = creator.createNotes(from: try reference.posteriorgrams())
    #expect(try reference.notes() == notes.map(ReferenceCase.Note.init))
  }

  @Test(arguments: try ReferenceCase.all().filter(\.hasLimitBelowLowestKey))
  func limitsBelowTheLowestKeyExcludeNothing(_ reference: ReferenceCase) throws {
    let posteriorgrams = try reference.posteriorgrams()
    var unlimited = reference.settings
    unlimited.minimumFrequency = nil
    unlimited.maximumFrequency = nil
    #expect(
      NoteCreator(settings: reference.settings).createNotes(from: posteriorgrams)
        == NoteCreator(settings: unlimited).createNotes(from: posteriorgrams))
  }
}
