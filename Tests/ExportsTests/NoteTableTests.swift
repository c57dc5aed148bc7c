import Exports
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct NoteTableTests {
  private let header = "start_time_s,end_time_s,pitch_midi,velocity,pitch_bend\n"

  private func text(_ notes: [NoteEvent]) -> String {
    var table = NoteTable()
    return String(decoding: table.append(notes, horizon: .infinity), as: UTF8.self)
  }

  @Test func noNotesMakeAHeader() {
    #expect(text([]) == header)
  }

  @Test func notesComeInOrderOfOnsetThenPitch() {
    let notes = [
      NoteEvent(onset: 1.5, offset: 2, pitch: 60, confidence: 0.5, pitchBends: [0, 1, -1.0 / 3]),
      NoteEvent(onset: 1.5, offset: 3, pitch: 59, confidence: 0.5),
      NoteEvent(onset: 0.1, offset: 0.30000000000000004, pitch: 21, confidence: 1),
    ]
    let rows = ["0.1,0.30000000000000004,21,127,\n", "1.5,3.0,59,64,\n", "1.5,2.0,60,64,0 3 -1\n"]
    #expect(text(notes) == header + rows.joined())
  }

  @Test func rowsAreWrittenOnceNothingCanPrecedeThem() {
    var table = NoteTable()
    func text(_ notes: [NoteEvent], _ horizon: Double) -> String {
      String(decoding: table.append(notes, horizon: horizon), as: UTF8.self)
    }
    let notes = (0..<3).map { NoteEvent(onset: Double($0), offset: 9, pitch: 60, confidence: 0) }
    #expect(text([notes[1]], 0) == header)
    #expect(text([notes[2], notes[0]], 1) == "0.0,9.0,60,0,\n")
    #expect(text([], 1.5) == "1.0,9.0,60,0,\n")
    #expect(text([], .infinity) == "2.0,9.0,60,0,\n")
  }

  @Test func timesHaveNoExponent() {
    let times = [
      (0.0, "0.0"), (1e-5, "0.00001"), (1.25e-7, "0.000000125"), (86_400, "86400.0"),
      (1e16, "10000000000000000.0"), (1.5e17, "150000000000000000.0"), (-2.5e-6, "-0.0000025"),
    ]
    for (time, decimal) in times {
      let note = NoteEvent(onset: time, offset: 1, pitch: 60, confidence: 0)
      #expect(text([note]) == header + "\(decimal),1.0,60,0,\n")
    }
  }

  @Test func timesAreReadBackAsTheyWere() throws {
    var generator = SplitMix64(seed: 0)
    for _ in 0..<2000 {
      let time =
        Double.random(in: 0..<1, using: &generator) * .random(in: 0..<1e-6, using: &generator)
      let line = text([NoteEvent(onset: time, offset: 1, pitch: 60, confidence: 0)])
        .dropFirst(header.count)
      #expect(!line.contains("e"))
      #expect(Double(try #require(line.split(separator: ",").first)) == time)
    }
  }

  @Test func bendsAreThirdsOfASemitone() {
    let bends = [1.0 / 3, 2.0 / 3, 0.1, 0.0001, -0.0001, -4, 0.12345]
    let note = NoteEvent(onset: 0, offset: 1, pitch: 60, confidence: 0, pitchBends: bends)
    #expect(text([note]) == header + "0.0,1.0,60,0,1 2 0.3 0 0 -12 0.37\n")
  }
}
