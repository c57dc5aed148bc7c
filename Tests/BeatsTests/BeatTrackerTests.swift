import Beats
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct BeatTrackerTests {
  private func track(_ notes: [NoteEvent], tempo: Double? = nil) throws -> BeatGrid {
    var settings = BeatTracker.Settings()
    settings.tempo = tempo
    return try #require(BeatTracker(settings: settings).track(notes: notes, flux: []))
  }

  @Test(arguments: [(80.0, 4), (100, 3), (126, 4), (144, 3), (88, 2), (120, 2)])
  func steadyBeatsAndBarsAreFound(tempo: Double, beatsPerBar: Int) throws {
    let beats = Music.beats([Double](repeating: tempo, count: 48))
    let grid = try track(Music.notes(beats: beats, beatsPerBar: beatsPerBar))
    let agreement = Music.agreement(beats, grid.times)
    #expect(agreement.recall == 1 && agreement.precision == 1)
    // Frames of 12 ms, of which a period has 36 at least: the middle one is off by half of one.
    #expect(abs(grid.tempo / tempo - 1) < 0.02)
    #expect(grid.metre == Metre(beatsPerBar: beatsPerBar))
    #expect(grid.tatumsPerBeat == 2)
    #expect(grid.confidence > 0.9)
    #expect(grid.metreConfidence > 0.5)
    for (time, number) in zip(grid.times, grid.numbers) where time < beats[44] {
      let nearest = beats.indices.min { abs(beats[$0] - time) < abs(beats[$1] - time) } ?? 0
      #expect(number == nearest % beatsPerBar + 1)
    }
  }

  @Test func threePartsOfABeatAreACompoundMetre() throws {
    let beats = Music.beats([Double](repeating: 76, count: 40))
    let grid = try track(
      Music.notes(beats: beats, beatsPerBar: 2, divisions: [1 / 3.0, 2 / 3.0]))
    #expect(grid.metre.name == "6/8")
    #expect(grid.tatumsPerBeat == 3)
  }

  /// Bars of two: quarters and eighths of 6/8. Bars of four: swing.
  @Test(arguments: [(2, "6/8"), (4, "4/4")])
  func aSecondThirdIsSwungOrCompound(beatsPerBar: Int, metre: String) throws {
    let beats = Music.beats([Double](repeating: 90, count: 48))
    let notes = Music.notes(beats: beats, beatsPerBar: beatsPerBar, divisions: [2 / 3.0])
    #expect(try track(notes).metre.name == metre)
  }

  @Test func sixteenthsAreNotThirds() throws {
    let beats = Music.beats([Double](repeating: 84, count: 48))
    let notes = Music.notes(beats: beats, beatsPerBar: 4, divisions: [0.25, 0.5, 0.75])
    let grid = try track(notes)
    #expect(grid.metre.name == "4/4" && grid.tatumsPerBeat == 4)
  }

  @Test func rubatoIsFollowed() throws {
    let beats = Music.beats((0..<64).map { 100 * (1 + 0.15 * sin(Double($0) / 5)) })
    let agreement = Music.agreement(
      beats, try track(Music.notes(beats: beats, beatsPerBar: 4)).times)
    #expect(agreement.recall > 0.95 && agreement.precision > 0.95)
  }

  @Test(arguments: [0.75, 1.33])
  func aJumpOfTheTempoIsFollowed(factor: Double) throws {
    let beats = Music.beats((0..<64).map { $0 < 32 ? 108 : 108 * factor })
    let agreement = Music.agreement(
      beats, try track(Music.notes(beats: beats, beatsPerBar: 4)).times)
    // Two beats around the jump may be lost.
    #expect(agreement.recall > 0.95 && agreement.precision > 0.95)
  }

  @Test(arguments: [60.0, 120])
  func aToldTempoDecidesBetweenLevels(tempo: Double) throws {
    let beats = Music.beats([Double](repeating: 120, count: 64))
    let notes = beats.map {
      NoteEvent(onset: $0, offset: $0 + 0.3, pitch: 60, confidence: 0.6)
    }
    #expect(abs(try track(notes, tempo: tempo).tempo / tempo - 1) < 0.02)
  }

  @Test func whatIsStruckWithoutNotesHasBeats() throws {
    let rate = ModelConstants.sampleRate / Double(ModelConstants.hopLength)
    var flux = [Float](repeating: 0.1, count: Int(30 * rate))
    let beats = Music.beats([Double](repeating: 110, count: 50))
    for beat in beats { flux[Int(beat * rate)] = 8 }
    let grid = try #require(BeatTracker().track(notes: [], flux: flux))
    let agreement = Music.agreement(beats, grid.times)
    #expect(agreement.recall == 1 && agreement.precision == 1 && grid.confidence > 0.9)
  }

  /// A tenth may look like music by chance: random times are regular at times.
  @Test func notesAtRandomTimesHaveNoBeat() throws {
    let likely = try (1...20).filter { seed in
      let notes = Music.noise(perSecond: 3, seconds: 30, seed: UInt64(seed))
      return try track(notes).confidence >= 0.5
    }
    #expect(likely.count <= 2)
  }

  @Test func nothingHasNoGrid() {
    let note = NoteEvent(onset: 1, offset: 2, pitch: 60, confidence: 0.6)
    #expect(BeatTracker().track(notes: [], flux: []) == nil)
    #expect(BeatTracker().track(notes: [note], flux: []) == nil)
    #expect(BeatTracker().track(notes: [], flux: [Float](repeating: 0, count: 3000)) == nil)
  }
}
