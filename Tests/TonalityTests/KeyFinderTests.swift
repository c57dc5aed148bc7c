import Testing
import Tonality
import TranscriptionTypes

@Suite struct KeyFinderTests {
  /// Chords a second each.
  private func chords(_ chords: [[Int]], up semitones: Int = 0) -> [NoteEvent] {
    chords.enumerated().flatMap { index, chord in
      chord.map {
        NoteEvent(
          onset: Double(index), offset: Double(index) + 1, pitch: $0 + semitones, confidence: 0.5)
      }
    }
  }

  private let cadence = [
    [48, 60, 64, 67], [53, 60, 65, 69], [55, 59, 62, 67], [48, 60, 64, 67],
  ]
  private let minorCadence = [
    [45, 60, 64, 69], [50, 62, 65, 69], [52, 59, 64, 68], [45, 60, 64, 69],
  ]

  @Test(arguments: 0..<12)
  func cadencesHaveTheirKey(semitones: Int) throws {
    let major = try #require(KeyFinder().find(in: chords(cadence, up: semitones)))
    #expect(major.key == MusicalKey(tonic: semitones, mode: .major))
    let minor = try #require(KeyFinder().find(in: chords(minorCadence, up: semitones)))
    #expect(minor.key == MusicalKey(tonic: (9 + semitones) % 12, mode: .minor))
  }

  @Test func allPitchesAlikeAreNoKeyToBeSureOf() throws {
    let scale = try #require(KeyFinder().find(in: chords((60..<72).map { [$0] })))
    #expect(scale.confidence < 0.1)
    #expect(try #require(KeyFinder().find(in: chords(cadence))).confidence > 0.5)
  }

  @Test func noNotesHaveNoKey() { #expect(KeyFinder().find(in: []) == nil) }
}

@Suite struct KeySnapperTests {
  private func note(_ pitch: Int, bends: [Double] = [], at onset: Double = 0) -> NoteEvent {
    NoteEvent(onset: onset, offset: onset + 1, pitch: pitch, confidence: 0.5, pitchBends: bends)
  }

  private func snap(_ notes: [NoteEvent], _ key: String = "C") -> [Int] {
    KeySnapper(key: MusicalKey(key) ?? .all[0]).snap(notes).map(\.pitch)
  }

  @Test func onlyWhatIsOutsideMoves() {
    #expect(snap([note(60), note(66), note(71)]) == [60, 65, 71])
  }

  @Test func aBendSaysWhichNeighbourIsNearer() {
    #expect(snap([note(66, bends: [0.3])]) == [67])
    #expect(snap([note(66, bends: [-0.3])]) == [65])
  }

  @Test func theLeadingNoteOfMinorBelongsToIt() { #expect(snap([note(68)], "Am") == [68]) }

  @Test func noNoteIsMovedOntoAnother() {
    #expect(snap([note(66), note(65)]) == [67, 65])
    #expect(snap([note(66), note(65), note(67)]) == [66, 65, 67])
  }
}
