import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// Tempi and time signatures from beats.
@Suite struct BarLayoutTests {
  private func file(
    _ grid: BeatGrid, _ notes: [NoteEvent], key: MusicalKey? = nil
  ) throws -> (bytes: [UInt8], music: MIDIFile) {
    var settings = NoteArranger.Settings()
    settings.grid = grid
    settings.key = key
    settings.ticksPerQuarter = 480
    let bytes = MIDIFileEncoder(ticksPerQuarter: 480).encode(
      NoteArranger(settings: settings).arrange(notes))
    return (bytes, try MIDIFileDecoder().decode(bytes))
  }

  /// Quarter notes from the beginning to a time, by the tempi in a file.
  private func quarters(at time: Double, in file: MIDIFile) -> Double {
    let ends = file.tempoChanges.dropFirst().map(\.time) + [.infinity]
    return zip(file.tempoChanges, ends).reduce(0) { sum, piece in
      sum + max(0, min(time, piece.1) - piece.0.time) * piece.0.beatsPerMinute / 60
    }
  }

  private func rubato(_ metre: Metre, from first: Double = 0.7, number: Int = 1) -> BeatGrid {
    var time = first
    let times = (0..<60).map { beat in
      defer { time += 0.55 + 0.08 * sin(Double(beat) / 4) }
      return time
    }
    let numbers = times.indices.map { ($0 + number - 1) % metre.beatsPerBar + 1 }
    return BeatGrid(times: times, numbers: numbers, metre: metre)
  }

  @Test func notesKeepTheirTimesToTheMillisecond() throws {
    var generator = SplitMix64(seed: 3)
    let notes = (0..<300).map { index in
      let onset = Double.random(in: 0..<33, using: &generator)
      return NoteEvent(
        onset: onset, offset: onset + 0.05, pitch: 21 + index % 88, confidence: 0.5)
    }
    let music = try file(rubato(Metre(beatsPerBar: 4)), notes).music
    let played = music.notes.sorted { ($0.pitch, $0.onset) < ($1.pitch, $1.onset) }
    let asked = notes.sorted { ($0.pitch, $0.onset) < ($1.pitch, $1.onset) }
    #expect(played.count == asked.count)
    for (note, truth) in zip(played, asked) {
      // Half a tick of 0.63 s in 480 is 0.66 ms.
      #expect(abs(note.onset - truth.onset) < 0.001 && abs(note.offset - truth.offset) < 0.001)
    }
  }

  @Test(arguments: [
    (Metre(beatsPerBar: 4), 0.7, 1), (Metre(beatsPerBar: 3), 0.7, 2), (Metre(beatsPerBar: 2), 3, 1),
    (Metre(beatsPerBar: 2, isCompound: true), 0.4, 2), (Metre(beatsPerBar: 4), 0.02, 1),
  ])
  func beatsLieOnBeats(metre: Metre, first: Double, number: Int) throws {
    let grid = rubato(metre, from: first, number: number)
    let note = NoteEvent(onset: 1, offset: 2, pitch: 60, confidence: 0.5)
    let music = try file(grid, [note]).music
    let places = grid.times.dropFirst().map { quarters(at: $0, in: music) / metre.quartersPerBeat }
    // A microsecond a quarter is all that is lost.
    #expect(places.allSatisfy { abs($0 - $0.rounded()) < 1e-4 })
    #expect(zip(places, places.dropFirst()).allSatisfy { abs($1 - $0 - 1) < 1e-4 })
  }

  @Test func metreAndKeyAreWritten() throws {
    let note = NoteEvent(onset: 1, offset: 2, pitch: 60, confidence: 0.5)
    let grid = rubato(Metre(beatsPerBar: 2, isCompound: true))
    let bytes = try file(grid, [note], key: MusicalKey(tonic: 10, mode: .major)).bytes
    // Standard MIDI Files 1.0: 6/8, three eighths, 36 clocks, a click; two flats, major.
    #expect(Data(bytes).range(of: Data([0xFF, 0x58, 4, 6, 3, 36, 8])) != nil)
    #expect(Data(bytes).range(of: Data([0xFF, 0x59, 2, 0xFE, 0])) != nil)
  }

  @Test func aBarThatLacksABeatHasItsOwnMetre() throws {
    let grid = BeatGrid(
      times: (0..<12).map { 0.5 * Double($0) }, numbers: [1, 2, 3, 4, 1, 2, 3, 1, 2, 3, 4, 1],
      metre: Metre(beatsPerBar: 4))
    let bytes = try file(grid, [NoteEvent(onset: 1, offset: 2, pitch: 60, confidence: 0.5)]).bytes
    let metres = bytes.indices.dropLast(4).filter {
      bytes[$0..<$0 + 3].elementsEqual([0xFF, 0x58, 4])
    }.map { bytes[$0 + 3] }
    #expect(metres == [4, 3, 4])
  }

  @Test(arguments: [(120.0, 480), (62.5, 480), (62, 960), (10, 3360)])
  func slowTempiHaveMoreTicks(tempo: Double, ticks: Int) {
    #expect(NoteArranger.Settings.ticksPerQuarter(forSlowest: tempo) == ticks)
    #expect(30_000 / (tempo * Double(ticks)) <= 1)
  }
}
