import NoteCreation
import TestSupport
import Testing
import TranscriptionTypes

/// The decoder with rules, by its definition in `Benchmarks/accuracy/decoder.py` and by hand.
@Suite struct EvidenceDecoderTests {
  private let rules: NoteCreator.Settings = {
    var settings = NoteCreator.Settings()
    settings.decoder = .rules
    return settings
  }()

  @Test(arguments: ["clip", "smooth"])
  func theNotesAreThoseOfTheDefinition(name: String) throws {
    let reference = try #require(try ReferenceCase.all().first { $0.name == name })
    let notes = NoteCreator(settings: rules).createNotes(from: try reference.posteriorgrams())
    let expected = try DefaultNotes(fixture: "NoteCreation/\(name)", kind: "rules")
    #expect(expected.count > 10)
    #expect(expected.differences(from: notes) == [])
  }

  private func notes(
    _ strikes: [Posteriorgrams.Strike],
    _ change: (inout NoteCreator.Settings) -> Void = { _ in }
  ) -> [NoteEvent] {
    var settings = rules
    change(&settings)
    return NoteCreator(settings: settings).createNotes(from: .struck(strikes))
      .sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
  }

  @Test func aClearStrikeIsANote() throws {
    let notes = notes([(40, 50..<120, 0.9, 0.9)])
    #expect(notes.map(\.pitch) == [61])
    let note = try #require(notes.first)
    // Frame 50 is at 0.58 s; the network is late by at most 54 ms, an end is known to two frames.
    #expect((0.526...0.585).contains(note.onset))
    #expect(abs(note.offset - 120 * 256 / 22_050) < 0.03)
  }

  @Test func aShortDipDoesNotEndANote() {
    let note = [
      (40, 50..<100, Float(0.9), Float(0.9)), (40, 100..<103, 0, 0.2), (40, 103..<160, 0, 0.9),
    ]
    #expect(notes(note).map(\.pitch) == [61])
    #expect(notes(note)[0].offset > 150 * 256 / 22_050)
  }

  /// Windows meet at frame 142.
  @Test func aLongNoteIsNotSplitWhereWindowsMeet() {
    let notes = notes([(40, 20..<380, 0.9, 0.7)])
    #expect(notes.map(\.pitch) == [61])
    #expect(notes[0].offset - notes[0].onset > 4)
  }

  @Test func aKeyStruckAgainEndsItsNoteFirst() {
    let notes = notes([(40, 50..<100, 0.95, 0.9), (40, 104..<160, 0.95, 0.9)])
    #expect(notes.map(\.pitch) == [61, 61])
    #expect(notes[0].offset <= notes[1].onset)
  }

  @Test func aMurmurAboveALoudNoteIsAGhost() {
    let loud = [(bin: 40, frames: 50..<120, onset: Float(0.95), level: Float(0.95))]
    let octave = [
      (bin: 52, frames: 40..<50, onset: Float(0), level: Float(0.1)),
      (bin: 52, frames: 50..<120, onset: 0.4, level: 0.32),
    ]
    #expect(notes(octave).map(\.pitch) == [73])
    #expect(notes(loud + octave).map(\.pitch) == [61])
  }

  @Test func whatSoundsWithoutAnOnsetIsANoteUnlessMelodiaIsOff() {
    let swell = [(bin: 40, frames: 50..<120, onset: Float(0), level: Float(0.8))]
    #expect(notes(swell).map(\.pitch) == [61])
    #expect(notes(swell) { $0.usesMelodia = false }.isEmpty)
  }

  @Test func thresholdsDecideWhatIsANote() {
    let strike = [(bin: 40, frames: 50..<120, onset: Float(0.7), level: Float(0.6))]
    #expect(notes(strike).count == 1)
    #expect(notes(strike) { ($0.onsetThreshold, $0.usesMelodia) = (1, false) }.isEmpty)
    #expect(notes(strike) { $0.frameThreshold = 0.7 }.isEmpty)
    #expect(notes(strike) { $0.minimumNoteLength = 1000 }.isEmpty)
    #expect(notes(strike) { $0.minimumFrequency = 300 }.isEmpty)
    #expect(notes(strike) { $0.maximumFrequency = 270 }.isEmpty)
  }

  @Test func notesSofterThanNoiseAreDropped() {
    var heard = Posteriorgrams.struck([(40, 50..<120, 0.9, 0.9)])
    // At a key just above middle C; −94 dB is the limit.
    for (level, count) in [(Float(-95), 0), (-93, 1)] {
      heard.level = Posteriorgram(
        values: Array(repeating: level, count: heard.frameCount * 88), binCount: 88)
      #expect(NoteCreator(settings: rules).createNotes(from: heard).count == count)
    }
  }
}
