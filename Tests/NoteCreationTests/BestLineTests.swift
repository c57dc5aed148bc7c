import TestSupport
import Testing
import TranscriptionTypes

@testable import NoteCreation

/// One note at a time, by its definition in `Benchmarks/accuracy/line.py` and by hand.
@Suite struct BestLineTests {
  /// What is left of notes: onset, offset, pitch and confidence.
  private func line(_ notes: [(Double, Double, Int, Float)], least: Double = 0) -> [NoteEvent] {
    var line = BestLine(minimumLength: least)
    return line.append(
      notes.map { NoteEvent(onset: $0, offset: $1, pitch: $2, confidence: $3) }, horizon: .infinity)
  }

  private func singleLine(_ posteriorgrams: Posteriorgrams) -> [NoteEvent] {
    var settings = NoteCreator.Settings()
    settings.isSingleLine = true
    return NoteCreator(settings: settings).createNotes(from: posteriorgrams)
  }

  @Test(arguments: ["Recordings/voice", "NoteCreation/clip", "NoteCreation/smooth"])
  func theNotesAreThoseOfTheDefinition(name: String) throws {
    func read(_ part: String, _ binCount: Int) throws -> Posteriorgram {
      Posteriorgram(
        values: try NumPyArray(fixture: "\(name).\(part).npy").values, binCount: binCount)
    }
    let posteriorgrams = Posteriorgrams(
      note: try read("note", 88), onset: try read("onset", 88), contour: try read("contour", 264))
    let expected = try DefaultNotes(fixture: name, kind: "line")
    #expect(expected.count > 10)
    #expect(expected.differences(from: singleLine(posteriorgrams)) == [])
  }

  @Test func notesThatFollowEachOtherStayAsTheyAre() {
    let notes = line([(0, 1, 60, 0.9), (1, 2, 62, 0.6), (2.5, 3, 60, 0.5)])
    #expect(notes.map(\.onset) == [0, 1, 2.5])
    #expect(notes.map(\.offset) == [1, 2, 3])
  }

  @Test func aNoteThatIsStillHeardEndsWhereTheNextBegins() {
    let notes = line([(0, 3, 60, 0.9), (1, 2, 62, 0.9)])
    // The longer one has two seconds to lose, which are worth 10, and the shorter one gives 5 + ln 9.
    #expect(notes.map(\.pitch) == [60])
    let longer = line([(0, 3, 60, 0.9), (1, 3, 62, 0.9)])
    #expect(longer.map(\.pitch) == [60, 62])
    #expect(longer.map(\.offset) == [1, 3])
  }

  @Test func ofTwoNotesAtOnceTheSurerStays() {
    #expect(line([(0, 1, 60, 0.7), (0.01, 1, 72, 0.6)]).map(\.pitch) == [60])
    #expect(line([(0, 1, 60, 0.6), (0.01, 1, 72, 0.9)]).map(\.pitch) == [72])
  }

  @Test func theBestSuccessionStaysNotTheSurestNotes() {
    // The surest one leaves no room for the last: ln 99 against ln 9 and the 5 of a second.
    let notes = line([(0, 1, 64, 0.9), (0.97, 1.03, 60, 0.99), (1, 2, 65, 0.9)])
    #expect(notes.map(\.pitch) == [64, 65])
    #expect(notes.map(\.offset) == [1, 2])
  }

  @Test func nothingIsCutTooShort() {
    let notes: [(Double, Double, Int, Float)] = [(0, 1, 60, 0.9), (0.3, 2, 62, 0.9)]
    #expect(line(notes).map(\.offset) == [0.3, 2])
    #expect(line(notes, least: 0.4).map(\.pitch) == [62])
  }

  @Test func whatIsHardlyANoteIsNoLine() {
    #expect(line([(0, 0.1, 60, 0.2)]).isEmpty)
    #expect(line([(0, 0.1, 60, 0), (1, 2, 60, 1)]).map(\.onset) == [1])
  }

  /// Notes that come as they end, with the horizon of those that sound.
  @Test func theLineIsDecidedAsNotesCome() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<50 {
      var onset = 0.0
      let notes = (0..<60).map { _ in
        onset += Double.random(in: 0...0.4, using: &generator)
        return NoteEvent(
          onset: onset, offset: onset + Double.random(in: 0.02...0.8, using: &generator),
          pitch: Int.random(in: 40...50, using: &generator),
          confidence: Float.random(in: 0.3...1, using: &generator))
      }
      var whole = BestLine(minimumLength: 0)
      let expected = whole.append(notes, horizon: .infinity)
      var line = BestLine(minimumLength: 0)
      var found: [NoteEvent] = []
      for (index, note) in notes.enumerated() {
        let horizon = index + 1 < notes.count ? notes[index + 1].onset : .infinity
        found += line.append([note], horizon: horizon)
        #expect(line.firstOnset ?? .infinity >= found.last?.offset ?? 0)
      }
      #expect(found == expected)
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.offset <= $1.onset })
    }
  }

  /// A drone, and notes above it for as long: no line is the best before the drone ends.
  @Test func nothingWaitsForLong() {
    var line = BestLine(minimumLength: 0)
    var given = 0
    for second in 0..<600 {
      var notes = [
        NoteEvent(onset: Double(second), offset: Double(second) + 1, pitch: 72, confidence: 0.6)
      ]
      if second == 0 { notes.append(NoteEvent(onset: 0, offset: 600, pitch: 40, confidence: 0.6)) }
      given += line.append(notes, horizon: Double(second + 1)).count
      #expect(Double(second) - (line.firstOnset ?? Double(second)) < 10 || given == 0)
    }
    #expect(line.append([], horizon: .infinity).count + given > 0)
  }

  /// Chords and noise, of which a line is to be made.
  @Test func neverTwoNotesAtOnce() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = singleLine(.random(frameCount: 1500, seed: seed))
      #expect(found.count > 10)
      for (note, next) in zip(found, found.dropFirst()) {
        #expect(note.offset <= next.onset, "seed \(seed)")
      }
      #expect(found.allSatisfy { $0.offset >= $0.onset + 0.02 - 1e-9 && $0.onset >= 0 })
    }
  }
}
