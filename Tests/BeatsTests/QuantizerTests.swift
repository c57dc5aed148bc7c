import Beats
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct QuantizerTests {
  /// Beats half a second apart from 0 on.
  private let grid = BeatGrid(
    times: (0..<40).map { Double($0) / 2 }, numbers: (0..<40).map { $0 % 4 + 1 },
    metre: Metre(beatsPerBar: 4))

  private func note(_ onset: Double, _ offset: Double, pitch: Int = 60) -> NoteEvent {
    NoteEvent(onset: onset, offset: offset, pitch: pitch, confidence: 0.5)
  }

  private func quantizer(
    _ step: Quantizer.Step = .auto, strength: Double = 1, swing: Double? = nil
  ) -> Quantizer {
    var settings = Quantizer.Settings()
    (settings.step, settings.strength, settings.swing) = (step, strength, swing)
    return Quantizer(settings: settings)
  }

  @Test(arguments: [
    (Quantizer.Step.quarter, 0.5), (.eighth, 0.75), (.sixteenth, 0.625), (.thirtySecond, 0.6875),
    (.eighthTriplet, 0.5 + 1 / 6.0), (.sixteenthTriplet, 0.5 + 1 / 6.0),
  ])
  func notesGoToTheNearestStep(step: Quantizer.Step, onset: Double) {
    // 0.68 s is 1.36 beats.
    let moved = quantizer(step, swing: 0.5).quantize([note(0.68, 1.02)], on: grid)
    #expect(abs(moved[0].onset - onset) < 1e-12)
  }

  @Test func autoDividesEachBeatAsItIsPlayed() {
    let played = [
      note(0.01, 0.24), note(0.26, 0.49), note(0.495, 0.65), note(0.67, 0.83), note(0.83, 1),
      note(1.01, 1.12), note(1.12, 1.25), note(1.26, 1.37), note(1.38, 1.5),
    ]
    let places = quantizer().place(played, on: grid).places
    #expect(places.map(\.onset) == [0, 12, 24, 32, 40, 48, 54, 60, 66])
    #expect(places.map(\.end) == [12, 24, 32, 40, 48, 54, 60, 66, 72])
  }

  @Test func strengthIsTheShareOfTheWay() {
    let played = [note(0.54, 0.96)]
    #expect(quantizer(.eighth, strength: 0).quantize(played, on: grid) == played)
    let half = quantizer(.eighth, strength: 0.5, swing: 0.5).quantize(played, on: grid)[0]
    #expect(abs(half.onset - 0.52) < 1e-12 && abs(half.offset - 0.98) < 1e-12)
  }

  @Test func swungHalvesAreWrittenEvenAndPlayedSwung() {
    let played = (0..<16).flatMap { beat -> [NoteEvent] in
      let time = Double(beat) / 2
      return [note(time, time + 0.3), note(time + 0.333, time + 0.5)]
    }
    let (places, swing) = quantizer().place(played, on: grid)
    #expect(abs(swing.ratio - 2 / 3.0) < 0.01)
    let even: [Int] = (0..<32).map { 12 * $0 }
    #expect(places.map { $0.onset } == even)
    let moved = quantizer(.eighth, swing: 0.6).quantize(played, on: grid)
    #expect(abs(moved[1].onset - 0.3) < 1e-12)
  }

  @Test func chordsStayTogether() {
    // Half-way between two sixteenths the notes of a chord would part.
    let chord = [note(0.180, 0.4), note(0.190, 0.4, pitch: 64), note(0.195, 0.4, pitch: 67)]
    let places = quantizer(.sixteenth, swing: 0.5).place(chord, on: grid).places
    #expect(Set(places.map(\.onset)).count == 1)
  }

  @Test func twoStrikesOnAPlaceTakeTwo() {
    let trill = [note(0.5, 0.53), note(0.54, 0.6)]
    let places = quantizer(.quarter).place(trill, on: grid).places
    #expect(places[0].onset == 24 && places[1].onset > 24 && places[0].end <= places[1].onset)
  }

  @Test(arguments: Quantizer.Step.allCases)
  func noNoteVanishesOrOverlapsItself(step: Quantizer.Step) {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<50 {
      // What a decoder finds: notes of a pitch one after the other.
      let notes = (60..<66).flatMap { pitch -> [NoteEvent] in
        var time = Double.random(in: 0..<1, using: &generator)
        return (0..<30).map { _ in
          let onset = time + Double.random(in: 0...0.3, using: &generator)
          time = onset + Double.random(in: 0.02...0.5, using: &generator)
          return note(onset, time, pitch: pitch)
        }
      }
      let strength = Double.random(in: 0...1, using: &generator)
      let moved = quantizer(step, strength: strength).quantize(notes, on: grid)
      #expect(moved.count == notes.count)
      #expect(moved.allSatisfy { $0.onset >= 0 && $0.onset < $0.offset })
      for pitch in 60..<66 {
        let line = moved.filter { $0.pitch == pitch }.sorted { $0.onset < $1.onset }
        // Blending rounds twice: equal ends may differ in the last place.
        #expect(zip(line, line.dropFirst()).allSatisfy { $0.offset <= $1.onset + 1e-9 })
      }
    }
  }
}
