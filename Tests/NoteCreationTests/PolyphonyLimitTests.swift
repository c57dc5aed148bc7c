import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct PolyphonyLimitTests {
  /// A limit with a minimum length of two frames.
  private func limited(_ notes: [NoteEvent], to maximum: Int?) -> [NoteEvent] {
    var settings = NoteCreator.Settings()
    settings.minimumNoteLength = 23.2
    settings.maximumPolyphony = maximum
    return PolyphonyLimit(settings: settings)?.applied(to: notes) ?? notes
  }

  private static func seconds(_ frame: Int) -> Double { Double(frame * 256) / 22_050 }

  private func note(_ frames: Range<Int>, _ bin: Int, _ confidence: Float) -> NoteEvent {
    NoteEvent(
      onset: Self.seconds(frames.lowerBound), offset: Self.seconds(frames.upperBound), pitch: bin,
      confidence: confidence)
  }

  @Test func theWeakestEndsWhereAStrongerBegins() {
    let notes = [note(10..<20, 50, 0.9), note(0..<15, 40, 0.5)]
    #expect(limited(notes, to: 1) == [note(10..<20, 50, 0.9), note(0..<10, 40, 0.5)])
  }

  @Test func aWeakNewcomerGoes() {
    let notes = [note(0..<15, 40, 0.5), note(10..<20, 50, 0.4)]
    #expect(limited(notes, to: 1) == [note(0..<15, 40, 0.5)])
  }

  @Test func whatIsLeftMustExceedTheMinimumLength() {
    let long = note(3..<20, 50, 0.9)
    #expect(limited([note(0..<15, 40, 0.5), long], to: 1) == [note(0..<3, 40, 0.5), long])
    #expect(limited([note(1..<15, 40, 0.5), long], to: 1) == [long])
  }

  @Test func betweenEqualsTheNoteAlreadySoundingStays() {
    let notes = [note(5..<15, 50, 0.5), note(0..<10, 40, 0.5)]
    #expect(limited(notes, to: 1) == [note(0..<10, 40, 0.5)])
  }

  @Test func ofEqualsThatBeginTogetherTheLowestStays() {
    let notes = [note(0..<10, 50, 0.5), note(0..<10, 40, 0.5), note(0..<10, 60, 0.5)]
    #expect(limited(notes, to: 1) == [note(0..<10, 40, 0.5)])
  }

  @Test func notesThatTouchDoNotOverlap() {
    let notes = [note(0..<10, 40, 0.1), note(10..<20, 40, 0.9)]
    #expect(limited(notes, to: 1) == notes)
  }

  @Test func neverMoreNotesThanAllowed() {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<300 {
      let notes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        let start = Int.random(in: 0..<100, using: &generator)
        // Few levels, so that ties are common.
        return note(
          start..<start + Int.random(in: 3...40, using: &generator),
          Int.random(in: 0..<88, using: &generator),
          Float(Int.random(in: 1...6, using: &generator)) / 8)
      }
      let polyphony = mostSounding(notes)
      for maximum in 1...12 {
        let kept = limited(notes, to: maximum)
        #expect(mostSounding(kept) <= maximum)
        #expect(kept.allSatisfy { $0.offset - $0.onset > Self.seconds(2) })
        if maximum >= polyphony { #expect(kept == notes) }
      }
    }
  }

  @Test func notesThatComeInPortionsAreLimitedAlike() {
    var generator = SplitMix64(seed: 5)
    for maximum in 1...8 {
      let notes = (0..<80).map { _ in
        let start = Int.random(in: 0..<200, using: &generator)
        return note(
          start..<start + Int.random(in: 3...40, using: &generator),
          Int.random(in: 0..<88, using: &generator),
          Float(Int.random(in: 1...6, using: &generator)) / 8)
      }.sorted { $0.offset < $1.offset }
      var settings = NoteCreator.Settings()
      settings.minimumNoteLength = 23.2
      settings.maximumPolyphony = maximum
      var limit = PolyphonyLimit(settings: settings)
      var kept: [NoteEvent] = []
      var rest = notes[...]
      while !rest.isEmpty {
        let portion = rest.prefix(Int.random(in: 0...9, using: &generator))
        rest.removeFirst(portion.count)
        let horizon = rest.map(\.onset).min() ?? .infinity
        kept += limit?.append(Array(portion), horizon: horizon) ?? []
      }
      kept += limit?.append([], horizon: .infinity) ?? []
      let inOrder = notes.compactMap { note in
        kept.first { $0.onset == note.onset && $0.pitch == note.pitch }
      }
      #expect(inOrder.count == kept.count)
      #expect(inOrder == limited(notes, to: maximum))
    }
  }

  private func mostSounding(_ notes: [NoteEvent]) -> Int {
    (0..<140).map(Self.seconds).map { time in
      notes.count { $0.onset <= time && time < $0.offset }
    }.max() ?? 0
  }

  @Test(arguments: [NoteCreator.Quirks.standard, .all])
  func whatIsLeftOfANoteKeepsItsBeginning(_ quirks: NoteCreator.Quirks) throws {
    let reference = try #require(try ReferenceCase.all().first { $0.name == "clip" })
    let posteriorgrams = try reference.posteriorgrams()
    var settings = reference.settings
    settings.quirks = quirks
    let all = NoteCreator(settings: settings).createNotes(from: posteriorgrams)
    settings.maximumPolyphony = 2
    let kept = NoteCreator(settings: settings).createNotes(from: posteriorgrams)
    #expect(kept.count < all.count)
    #expect(kept.contains { note in !all.contains(note) }, "some notes are cut short")
    for note in kept {
      let whole = try #require(
        all.first { $0.onset == note.onset && $0.pitch == note.pitch && $0.offset >= note.offset })
      #expect(whole.pitchBends.starts(with: note.pitchBends))
      #expect(whole.confidence == note.confidence)
      #expect(kept.count { $0.onset <= note.onset && $0.offset > note.onset } <= 2)
    }
  }
}
