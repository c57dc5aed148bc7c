import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

/// One note at a time by rules, by its definition in `Benchmarks/accuracy/mono.py` and by hand.
@Suite struct SingleLineDecoderTests {
  private func notes(
    _ posteriorgrams: Posteriorgrams, _ change: (inout NoteCreator.Settings) -> Void = { _ in }
  ) -> [NoteEvent] {
    var settings = Preset.mono.settings(judgedBy: .rules)
    change(&settings)
    return NoteCreator(settings: settings).createNotes(from: posteriorgrams)
  }

  /// Times of frames in the first window.
  private func seconds(_ frame: Int) -> Double { Double(frame * 256) / 22_050 }

  @Test(arguments: ["Recordings/voice", "NoteCreation/clip", "NoteCreation/smooth"])
  func theNotesAreThoseOfTheDefinition(name: String) throws {
    func read(_ part: String, _ binCount: Int) throws -> Posteriorgram {
      Posteriorgram(
        values: try NumPyArray(fixture: "\(name).\(part).npy").values, binCount: binCount)
    }
    let posteriorgrams = Posteriorgrams(
      note: try read("note", 88), onset: try read("onset", 88), contour: try read("contour", 264))
    let expected = try DefaultNotes(fixture: name, kind: "line-rules")
    #expect(expected.count > 10)
    #expect(expected.differences(from: notes(posteriorgrams)) == [])
  }

  @Test func aClearNoteIsFound() throws {
    let notes = notes(.struck([(40, 50..<120, 0.9, 0.9)]))
    let note = try #require(notes.first)
    #expect(notes.count == 1 && note.pitch == 61 && note.confidence == 0.9)
    #expect(note.pitchBends.isEmpty)
    // The network is late by at most 54 ms; an end is known to two frames.
    #expect((0.526...0.585).contains(note.onset))
    #expect(abs(note.offset - seconds(120)) < 0.03)
  }

  @Test func ofTwoNotesAtOnceTheLouderIsHeard() {
    let both: [Posteriorgrams.Strike] = [(40, 50..<120, 0.9, 0.9), (47, 50..<120, 0.9, 0.6)]
    #expect(notes(.struck(both)).map(\.pitch) == [61])
  }

  @Test func aShortNoteDoesNotInterruptALongOne() {
    let both: [Posteriorgrams.Strike] = [(40, 50..<150, 0.9, 0.8), (47, 90..<96, 0.3, 0.8)]
    #expect(notes(.struck(both)).map(\.pitch) == [61])
  }

  @Test func aNoteThatIsStillHeardEndsWhereTheNextBegins() {
    let both: [Posteriorgrams.Strike] = [(40, 50..<130, 0.9, 0.6), (43, 110..<180, 0.9, 0.9)]
    let notes = notes(.struck(both))
    #expect(notes.map(\.pitch) == [61, 64])
    #expect(notes[0].offset == notes[1].onset)
    #expect(abs(notes[1].onset - seconds(110)) < 0.06)
  }

  @Test func aRepeatedNoteIsStruckTwice() {
    let notes = notes(.struck([(40, 50..<100, 0.95, 0.9), (40, 102..<160, 0.95, 0.9)]))
    #expect(notes.map(\.pitch) == [61, 61])
    #expect(notes[0].offset <= notes[1].onset)
    #expect(abs(notes[1].onset - seconds(102)) < 0.06)
  }

  @Test func aRestLiesBetweenNotes() {
    let notes = notes(.struck([(40, 50..<90, 0.9, 0.9), (42, 140..<180, 0.9, 0.9)]))
    #expect(notes.map(\.pitch) == [61, 63])
    #expect(notes[0].offset < seconds(95) && notes[1].onset > seconds(134))
  }

  /// ±60 cents at 6 Hz: for a third of the time, the neighbouring key is the louder one.
  @Test func vibratoDoesNotSplitANote() {
    var swaying = Posteriorgrams.struck([(40, 50..<200, 0.9, 0.7)])
    for cycle in 0..<10 {
      for frame in 55 + 14 * cycle..<60 + 14 * cycle {
        swaying.note[frame: frame, bin: 41] = 0.75
        swaying.note[frame: frame, bin: 40] = 0.5
        swaying.contour[frame: frame, bin: 3 * 40 + 3] = 0.7
      }
      swaying.onset[frame: 56 + 14 * cycle, bin: 40] = 0.35
    }
    #expect(notes(swaying).map(\.pitch) == [61])
  }

  @Test func aSwellIsANoteUnlessMelodiaIsOff() {
    let swell = Posteriorgrams.struck([(40, 50..<120, 0, 0.8)])
    #expect(notes(swell).map(\.pitch) == [61])
    #expect(notes(swell) { $0.usesMelodia = false }.isEmpty)
  }

  @Test func limitsHold() {
    let strike = Posteriorgrams.struck([(40, 50..<120, 0.9, 0.6)])
    #expect(notes(strike) { $0.frameThreshold = 0.7 }.isEmpty)
    #expect(notes(strike) { $0.minimumNoteLength = 1000 }.isEmpty)
    #expect(notes(strike) { $0.minimumFrequency = 300 }.isEmpty)
    #expect(notes(strike) { $0.maximumFrequency = 270 }.isEmpty)
    var heard = strike
    // At a key just above middle C; −94 dB is the limit.
    for (level, count) in [(Float(-95), 0), (-93, 1)] {
      heard.level = Posteriorgram(
        values: Array(repeating: level, count: heard.frameCount * 88), binCount: 88)
      #expect(notes(heard).count == count)
    }
  }

  @Test func lowNotesOfABassBeginLater() throws {
    for (bin, delay) in [(11, 0.015), (12, 0)] {
      let strike = Posteriorgrams.struck([(bin, 50..<120, 0.9, 0.9)])
      let early = try #require(notes(strike).first)
      let late = try #require(notes(strike) { $0.lowNoteDelay = 0.015 }.first)
      #expect(abs(late.onset - early.onset - delay) < 1e-9)
    }
  }

  /// Chords and noise, of which a line is to be made.
  @Test func neverTwoNotesAtOnce() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = notes(.random(frameCount: 1500, seed: seed))
      #expect(found.count > 10)
      for (note, next) in zip(found, found.dropFirst()) {
        #expect(note.offset <= next.onset, "seed \(seed)")
      }
      #expect(found.allSatisfy { $0.offset >= $0.onset + 0.02 - 1e-9 && $0.onset >= 0 })
    }
  }
}
